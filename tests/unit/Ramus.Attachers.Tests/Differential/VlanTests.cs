using static Ramus.Attachers.Tests.Differential.Cases;

namespace Ramus.Attachers.Tests.Differential;

[Trait("Needs", "Root")]
public sealed class VlanTests : DifferentialTests
{
    public static IEnumerable<TheoryDataRow<Case>> All => Rows(
    [
        .. Versions.Select(version => Vlan("IPv4", HostLocal(V4)).In(version)),
        .. Versions.Select(version => Vlan("dual stack", HostLocal(Dual)).In(version)),
        .. Ipams.Select(ipam => Vlan(ipam.Name, ipam.Ipam)),
        .. Options.Select(option => Vlan($"IPv4, {option}", HostLocal(V4), option)),
        .. Others, .. Wrong,
    ]);

    private static readonly string[] Options =
    [
        "\"vlanId\":0", "\"vlanId\":1", "\"vlanId\":4094", "\"VLANID\":77", "\"vlanId\":5,\"mtu\":1300",
        "\"vlanId\":5,\"mtu\":0", "\"vlanId\":5,\"mtu\":1400", "\"vlanId\":5,\"linkInContainer\":false",
        "\"vlanId\":5,\"dns\":{\"nameservers\":[\"192.0.2.53\"],\"search\":[\"b.example\"]}",
    ];

    private static IEnumerable<Case> Others =>
    [
        Vlan("the node has an interface of the name", HostLocal(V4)) with { OnNode = "ip link add net1 type bridge" },
        Vlan("the same tag in another namespace", HostLocal(V4)) with
        {
            OnNode = "ip link add link uplink name other type vlan id 9",
        },
    ];

    private static IEnumerable<Case> Wrong =>
    [
        Vlan("tag above the highest", HostLocal(V4), "\"vlanId\":4095") with { Fails = true },
        Vlan("negative tag", HostLocal(V4), "\"vlanId\":-1") with { Fails = true },
        Vlan("tag is a text", HostLocal(V4), "\"vlanId\":\"5\"") with { Fails = true },
        Vlan("no master", HostLocal(V4), "\"vlanId\":5,\"master\":\"\"") with { Fails = true },
        Vlan("no such master", HostLocal(V4), "\"vlanId\":5,\"master\":\"nosuch\"") with { Fails = true },
        Vlan("mtu above the master's", HostLocal(V4), "\"vlanId\":5,\"mtu\":1401") with { Fails = true },
        Vlan("negative mtu", HostLocal(V4), "\"vlanId\":5,\"mtu\":-1") with { Fails = true },
        Vlan("the tag is in use on the master", HostLocal(V4)) with
        {
            OnNode = "ip link add link uplink name other type vlan id 5",
            Fails = true,
        },
        Vlan("no address", """{"type":"static"}""") with { Fails = true },
        new("no IPAM plugin", """{"type":"vlan","master":"uplink","vlanId":5}""") { Fails = true },
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void The_same_vlan(Case tested)
    {
        Kernel.Require("vlan");
        Compare(tested);
    }

    private static Case Vlan(string name, string ipam, string more = "\"vlanId\":5") => new(
        name,
        $$"""
        {"type":"vlan","ipam":{{ipam}},{{(more.Contains("\"master\"", StringComparison.Ordinal)
            ? more
            : $"\"master\":\"uplink\",{more}")}}}
        """);
}
