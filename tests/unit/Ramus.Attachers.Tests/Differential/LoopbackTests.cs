using static Ramus.Attachers.Tests.Differential.Cases;

namespace Ramus.Attachers.Tests.Differential;

[Trait("Needs", "Root")]
public sealed class LoopbackTests : DifferentialTests
{
    public static IEnumerable<TheoryDataRow<Case>> All => Rows(
    [
        .. Versions.Select(version => Loopback("loopback").In(version)),
        Loopback("already up") with { InPod = "ip link set lo up" },
        Loopback("a second loopback address") with { InPod = "ip address add 127.0.0.2/8 dev lo" },
        Loopback("a foreign address") with { InPod = "ip address add 10.0.0.1/32 dev lo", Fails = true },
        Loopback("a foreign IPv6 address") with { InPod = "ip address add fd00::1/128 dev lo", Fails = true },
    ]);

    [Theory]
    [MemberData(nameof(All))]
    public void The_same_loopback(Case tested) => Compare(tested);

    private static Case Loopback(string name) => new(name, """{"type":"loopback"}""")
    {
        ResultsDiffer = "the original does not convert it: before 1.0.0 it lacks keys that the specification requires",
    };
}
