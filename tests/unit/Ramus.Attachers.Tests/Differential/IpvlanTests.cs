using static Ramus.Attachers.Tests.Differential.Cases;

namespace Ramus.Attachers.Tests.Differential;

[Trait("Needs", "Root")]
public sealed class IpvlanTests : DifferentialTests
{
    private const string WithoutMaster =
        "the original looks for the master by an empty name in CHECK, and fails";

    public static IEnumerable<TheoryDataRow<Case>> All => Rows(
    [
        .. Versions.Select(version => Ipvlan("IPv4", HostLocal(V4)).In(version)),
        .. Versions.Select(version => Ipvlan("dual stack", HostLocal(Dual)).In(version)),
        .. Ipams.Select(ipam => Ipvlan(ipam.Name, ipam.Ipam)),
        .. Options.Select(option => Ipvlan($"IPv4, {option}", HostLocal(V4), option)),
        .. Others, .. Wrong,
    ]);

    private static readonly string[] Options =
    [
        "\"mode\":\"l2\"", "\"mode\":\"l3\"", "\"mode\":\"l3s\"", "\"mode\":\"\"", "\"mtu\":1300", "\"mtu\":0",
        "\"linkInContainer\":false", "\"Master\":\"uplink\",\"MODE\":\"l3\"",
        "\"dns\":{\"nameservers\":[\"192.0.2.53\"],\"search\":[\"b.example\"]}",
    ];

    private static IEnumerable<Case> Others =>
    [
        Ipvlan("the node has an interface of the name", HostLocal(V4)) with
        {
            OnNode = "ip link add net1 type bridge",
        },
        Ipvlan("the default route's interface", HostLocal(V4), "\"master\":\"\"") with { ChecksDiffer = WithoutMaster },
    ];

    private static IEnumerable<Case> Wrong =>
    [
        Ipvlan("unknown mode", HostLocal(V4), "\"mode\":\"l4\"") with { Fails = true },
        Ipvlan("mode is a number", HostLocal(V4), "\"mode\":1") with { Fails = true },
        Ipvlan("no such master", HostLocal(V4), "\"master\":\"nosuch\"") with { Fails = true },
        Ipvlan("no default route", HostLocal(V4), "\"master\":\"\"") with
        {
            OnNode = "ip route del default",
            Fails = true,
        },
        Ipvlan("no address", """{"type":"static"}""") with { Fails = true },
        new("no IPAM plugin", """{"type":"ipvlan","master":"uplink"}""") { Fails = true },
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void The_same_ipvlan(Case tested)
    {
        Kernel.Require("ipvlan");
        Compare(tested);
    }

    private static Case Ipvlan(string name, string ipam, string more = "\"mtu\":0") => new(
        name,
        $$"""
        {"type":"ipvlan","ipam":{{ipam}},{{(more.Contains("\"master\"", StringComparison.OrdinalIgnoreCase)
            ? more
            : $"\"master\":\"uplink\",{more}")}}}
        """);
}
