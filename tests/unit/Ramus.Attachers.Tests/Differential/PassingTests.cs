using static Ramus.Attachers.Tests.Differential.Cases;

namespace Ramus.Attachers.Tests.Differential;

/// <summary>portmap without host ports, and bandwidth without limits.</summary>
[Trait("Needs", "Root")]
public sealed class PassingTests : DifferentialTests
{
    public static IEnumerable<TheoryDataRow<Case>> All => Rows(
    [
        .. Versions.Select(version => After("portmap", """{"type":"portmap"}""").In(version)),
        .. Versions.Where(version => version is not ("0.1.0" or "0.2.0"))
            .Select(version => After("bandwidth", """{"type":"bandwidth"}""").In(version)),
        .. Portmaps.Select(keys => After($"portmap, {keys}", $$"""{"type":"portmap",{{keys}}}""")),
        .. Bandwidths.Select(keys => After($"bandwidth, {keys}", $$"""{"type":"bandwidth",{{keys}}}""")),
        After("both", """{"type":"portmap","capabilities":{"portMappings":true}},{"type":"bandwidth"}"""),
        After("no host ports", """{"type":"portmap","capabilities":{"portMappings":true}}""") with
        {
            Capabilities = """{"portMappings":[]}""",
        },
        After("limits of 0", """{"type":"bandwidth","capabilities":{"bandwidth":true}}""") with
        {
            Capabilities = """{"bandwidth":{"ingressRate":0,"ingressBurst":0}}""",
        },
        After("the configuration's limits of 0 win", """
            {"type":"bandwidth","egressRate":0,"capabilities":{"bandwidth":true}}
            """.Trim()) with
        {
            Capabilities = """{"bandwidth":{"ingressRate":1000000,"ingressBurst":1000000}}""",
        },
        After("bandwidth, version 0.2.0", """{"type":"bandwidth"}""") with { Version = "0.2.0", Fails = true },
        new("portmap first in the chain", """{"type":"portmap"}""") { Fails = true },
    ]);

    private static readonly string[] Portmaps =
    [
        "\"snat\":false", "\"snat\":true,\"markMasqBit\":5", "\"conditionsV4\":[\"-d\",\"192.0.2.0/24\"]",
        "\"externalSetMarkChain\":\"KUBE-MARK-MASQ\"",
    ];

    private static readonly string[] Bandwidths =
    [
        "\"ingressRate\":0", "\"ingressRate\":0,\"ingressBurst\":0,\"egressRate\":0,\"egressBurst\":0",
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void The_same_as_before(Case tested) => Compare(tested);

    private static Case After(string name, string plugins) =>
        new(name, $$"""{"type":"bridge","bridge":"br0","ipam":{{HostLocal(V4)}}},{{plugins}}""")
        {
            ChecksDiffer = plugins.Contains("bandwidth", StringComparison.Ordinal)
                ? "CHECK of the original bandwidth crashes without limits"
                : null,
        };
}
