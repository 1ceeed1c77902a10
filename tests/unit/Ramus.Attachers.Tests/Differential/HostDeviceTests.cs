using static Ramus.Attachers.Tests.Differential.Cases;

namespace Ramus.Attachers.Tests.Differential;

[Trait("Needs", "Root")]
public sealed class HostDeviceTests : DifferentialTests
{
    private const string Device = """
        ip link add dev1 address 02:00:00:00:00:31 mtu 1380 type veth peer name other1 address 02:00:00:00:00:32
        ip link set other1 up
        """;

    public static IEnumerable<TheoryDataRow<Case>> All => Rows(
    [
        .. Versions.Select(version => Moved("IPv4", IpamOf(HostLocal(V4))).In(version)),
        .. Versions.Select(version => Moved("dual stack", IpamOf(HostLocal(Dual))).In(version)),
        .. Versions.Where(version => version is not ("0.1.0" or "0.2.0"))
            .Select(version => Moved("layer 2").In(version)),
        .. Ipams.Select(ipam => Moved(ipam.Name, IpamOf(ipam.Ipam))),
        .. Others, .. Wrong,
    ]);

    private static IEnumerable<Case> Others =>
    [
        Moved("by hardware address", "\"hwaddr\":\"02:00:00:00:00:31\""),
        Moved("the name wins", "\"hwaddr\":\"02:00:00:00:00:99\",\"DEVICE\":\"dev1\""),
        Moved("DNS without addresses", "\"dns\":{\"nameservers\":[\"192.0.2.53\"]}"),
        Moved("DNS", $"{IpamOf(HostLocal(V4))},\"dns\":{{\"nameservers\":[\"192.0.2.53\"]}}"),
        Moved("a device that is up") with { OnNode = $"{Device}\nip link set dev1 up" },
        Moved("a device with an alias") with { OnNode = $"{Device}\nip link set dev1 alias mine" },
        Moved("the node has an interface of the pod's name") with
        {
            OnNode = $"{Device}\nip link add net1 type bridge",
        },
        Moved("the same name on the node and in the pod", "\"device\":\"net1\"") with
        {
            OnNode = "ip link add net1 address 02:00:00:00:00:31 type veth peer name other1",
        },
    ];

    private static IEnumerable<Case> Wrong =>
    [
        Moved("no device is named", "\"device\":\"\"") with { Fails = true },
        Moved("no such device", "\"device\":\"nosuch\"") with { Fails = true },
        Moved("no such hardware address", "\"hwaddr\":\"02:00:00:00:00:99\"") with { Fails = true },
        Moved("wrong hardware address", "\"hwaddr\":\"02:00\"") with { Fails = true },
        Moved("a relative path", "\"kernelpath\":\"devices/x\"") with { Fails = true },
        Moved("another path", "\"kernelpath\":\"/sys/class/net/dev1\"") with { Fails = true },
        Moved("no such path", "\"kernelpath\":\"/sys/devices/nosuch\"") with { Fails = true },
        Moved("no such PCI device", "\"pciBusID\":\"ffff:ff:1f.7\"") with { Fails = true },
        Moved("no such allocated device", "\"capabilities\":{\"deviceID\":true}") with
        {
            Capabilities = """{"deviceID":"ffff:ff:1f.7"}""",
            Fails = true,
        },
        Moved("the interface exists in the pod") with { InPod = "ip link add net1 type bridge", Fails = true },
        Moved("no address", IpamOf("""{"type":"static"}""")) with { Fails = true },
        Moved("no address is free", IpamOf(HostLocal(
            """ "subnet":"10.50.0.0/24","rangeStart":"10.50.0.1","rangeEnd":"10.50.0.1" """))) with { Fails = true },
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void The_same_device(Case tested) => Compare(tested);

    private static string IpamOf(string ipam) => $"\"ipam\":{ipam}";

    private static Case Moved(string name, string more = "\"args\":{}")
    {
        var isNamed = more.Contains("\"device\"", StringComparison.OrdinalIgnoreCase)
            || more.Contains("\"hwaddr\"", StringComparison.Ordinal)
            || more.Contains("\"kernelpath\"", StringComparison.Ordinal)
            || more.Contains("\"pciBusID\"", StringComparison.Ordinal);
        var device = isNamed ? "" : "\"device\":\"dev1\",";
        return new(name, $$"""{"type":"host-device",{{device}}{{more}}}""")
        {
            OnNode = Device,
            DeletionsDiffer = "versions of the original before 1.6 leave the alias that ADD set",
        };
    }
}
