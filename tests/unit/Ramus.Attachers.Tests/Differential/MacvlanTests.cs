using static Ramus.Attachers.Tests.Differential.Cases;

namespace Ramus.Attachers.Tests.Differential;

[Trait("Needs", "Root")]
public sealed class MacvlanTests : DifferentialTests
{
    public static IEnumerable<TheoryDataRow<Case>> All => Rows(
    [
        .. Versions.Select(version => Macvlan("IPv4", HostLocal(V4)).In(version)),
        .. Versions.Select(version => Macvlan("dual stack", HostLocal(Dual)).In(version)),
        .. Versions.Where(version => version is not ("0.1.0" or "0.2.0"))
            .Select(version => Layer2("layer 2").In(version)),
        .. Ipams.Select(ipam => Macvlan(ipam.Name, ipam.Ipam)),
        .. Options.Select(option => Macvlan($"IPv4, {option}", HostLocal(V4), option)),
        .. Options.Select(option => Layer2($"layer 2, {option}", option)),
        .. Macs, .. Wrong,
    ]);

    private static readonly string[] Options =
    [
        "\"mode\":\"bridge\"", "\"mode\":\"private\"", "\"mode\":\"vepa\"", "\"mode\":\"passthru\"", "\"mode\":\"\"",
        "\"mtu\":1300", "\"mtu\":0", "\"mtu\":1400", "\"mac\":\"02:00:00:00:00:dd\"", "\"mac\":\"\"",
        "\"Master\":\"uplink\",\"MODE\":\"private\"", "\"master\":\"\"", "\"master\":null",
        "\"linkInContainer\":false",
        "\"dns\":{\"nameservers\":[\"192.0.2.53\"],\"search\":[\"b.example\"]}",
    ];

    private static IEnumerable<Case> Macs =>
    [
        Layer2("MAC of CNI_ARGS", """ "mac":"02:00:00:00:00:dd" """) with { Args = "MAC=02:00:00:00:00:aa" },
        Layer2("args.cni is not read", """ "args":{"cni":{"mac":"02:00:00:00:00:bb"}},"mac":"02:00:00:00:00:dd" """),
        Layer2("MAC of runtimeConfig", """ "capabilities":{"mac":true},"mac":"02:00:00:00:00:dd" """) with
        {
            Args = "IgnoreUnknown=1;MAC=02:00:00:00:00:aa",
            Capabilities = """{"mac":"02:00:00:00:00:cc"}""",
        },
        Layer2("the node has an interface of the name") with { OnNode = "ip link add net1 type bridge" },
        Macvlan("the node has an interface of the name, IPv4", HostLocal(V4)) with
        {
            OnNode = "ip link add net1 type bridge",
        },
    ];

    private static IEnumerable<Case> Wrong =>
    [
        Layer2("unknown mode", "\"mode\":\"bride\"") with { Fails = true },
        Layer2("mode is a number", "\"mode\":1") with { Fails = true },
        Layer2("no such master", "\"master\":\"nosuch\"") with { Fails = true },
        Layer2("no default route", "\"master\":\"\"") with { OnNode = "ip route del default", Fails = true },
        Layer2("mtu above the master's", "\"mtu\":1401") with { Fails = true },
        Layer2("negative mtu", "\"mtu\":-1") with { Fails = true },
        Layer2("wrong MAC", "\"mac\":\"02:00\"") with { Fails = true },
        Layer2("multicast MAC", "\"mac\":\"01:00:00:00:00:01\"") with { Fails = true },
        Layer2("arguments without IgnoreUnknown") with { Args = "FOO=bar", Fails = true },
        Layer2("the interface exists in the pod") with { InPod = "ip link add net1 type bridge", Fails = true },
        Layer2("layer 2, version 0.2.0") with { Version = "0.2.0", Fails = true },
        Macvlan("no address is free", HostLocal(
            """ "subnet":"10.50.0.0/24","rangeStart":"10.50.0.1","rangeEnd":"10.50.0.1" """)) with { Fails = true },
        Macvlan("a gateway that cannot be reached", HostLocal(
            $$"""{{V4}}, "routes":[{"dst":"172.30.0.0/16","gw":"198.51.100.1"}]""")) with { Fails = true },
        Macvlan("no address", """{"type":"static"}""") with { Fails = true },
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void The_same_macvlan(Case tested) => Compare(tested);

    private static Case Macvlan(string name, string ipam, string more = "\"mtu\":0") =>
        new(name, $$"""{"type":"macvlan","ipam":{{ipam}},{{Named(more)}}}""");

    private static Case Layer2(string name, string more = "\"mtu\":0") =>
        new(name, $$"""{"type":"macvlan",{{Named(more)}}}""");

    private static string Named(string more) =>
        more.Contains("\"master\"", StringComparison.OrdinalIgnoreCase) ? more : $"\"master\":\"uplink\",{more}";
}
