using static Ramus.Attachers.Tests.Differential.Cases;

namespace Ramus.Attachers.Tests.Differential;

/// <summary>A chain of macvlan and tuning.</summary>
[Trait("Needs", "Root")]
public sealed class TuningTests : DifferentialTests
{
    public static IEnumerable<TheoryDataRow<Case>> All => Rows(
    [
        .. Versions.Where(version => version is not ("0.1.0" or "0.2.0"))
            .Select(version => Tuned("\"mtu\":1300,\"mac\":\"02:00:00:00:00:dd\"").In(version)),
        .. Options.Select(option => Tuned(option) with { ChecksDiffer = WhyChecksDiffer(option) }), .. Arguments,
        .. Wrong.Select(wrong => Tuned(wrong) with { Fails = true }),
        new Case("tuning alone", """{"type":"tuning","mtu":1300,"dataDir":"DATA/tuning"}""") { Fails = true },
        Tuned("\"mtu\":1300") with
        {
            Name = "an empty directory",
            Plugin = Chain("\"mtu\":1300").Replace("DATA/tuning", "DATA/a/b", StringComparison.Ordinal),
        },
    ]);

    private static readonly string[] Options =
    [
        "\"mtu\":1300", "\"mac\":\"02:00:00:00:00:dd\"", "\"promisc\":true", "\"promisc\":false", "\"allmulti\":true",
        "\"allmulti\":false", "\"mtu\":0", "\"mac\":\"\"", "\"MTU\":1310",
        "\"mtu\":1300,\"mac\":\"02:00:00:00:00:dd\",\"promisc\":true,\"allmulti\":true",
        "\"sysctl\":{\"net.ipv4.conf.IFNAME.arp_filter\":\"1\",\"net/ipv6/conf/all/forwarding\":\"1\"}",
        "\"sysctl\":{\"net.core.somaxconn\":\"500\"}", "\"sysctl\":{}", "\"sysctl\":null",
        "\"sysctl\":{\"net.ipv4.ip_local_port_range\":\"4000\\t5000\"}",
    ];

    private static readonly string[] Wrong =
    [
        "\"sysctl\":{\"kernel.hostname\":\"x\"}", "\"sysctl\":{\"net.nosuch\":\"1\"}",
        "\"sysctl\":{\"net.ipv4.ip_forward\":1}", "\"sysctl\":[]", "\"mac\":\"x\"", "\"mac\":5", "\"mtu\":\"1300\"",
        "\"mtu\":65536", "\"promisc\":\"true\"", "\"allmulti\":1", "\"mac\":\"01:00:00:00:00:01\"",
    ];

    private static IEnumerable<Case> Arguments =>
    [
        Tuned("\"mac\":\"02:00:00:00:00:dd\"") with
        {
            Name = "MAC of CNI_ARGS",
            Args = "IgnoreUnknown=1;MAC=02:00:00:00:00:aa",
        },
        Tuned("""
            "sysctl":{},"mtu":1310,"args":{"cni":{"mac":"02:00:00:00:00:bb","mtu":1300,"promisc":true,
             "allmulti":true,"sysctl":{"net.ipv4.conf.IFNAME.arp_filter":"1"}}}
            """) with { Name = "args.cni", ChecksDiffer = WhyChecksDiffer("IFNAME") },
        Tuned("\"capabilities\":{\"mac\":true}") with
        {
            Name = "MAC of runtimeConfig",
            Args = "IgnoreUnknown=1",
            Capabilities = """{"mac":"02:00:00:00:00:cc"}""",
        },
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void The_same_tuning(Case tested) => Compare(tested);

    private static Case Tuned(string more) => new(more, Chain(more));

    private static string? WhyChecksDiffer(string more) => more.Contains("IFNAME", StringComparison.Ordinal)
        ? "before version 1.2, CHECK of the original does not replace IFNAME"
        : null;

    private static string Chain(string more) =>
        $$"""{"type":"macvlan","master":"uplink"},{"type":"tuning","dataDir":"DATA/tuning",{{more}}}""";
}
