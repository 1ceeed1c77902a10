using static Ramus.Attachers.Tests.Differential.Cases;

namespace Ramus.Attachers.Tests.Differential;

[Trait("Needs", "Root")]
public sealed class PtpTests : DifferentialTests
{
    public static IEnumerable<TheoryDataRow<Case>> All => Rows(
    [
        .. Versions.Select(version => Ptp("IPv4", HostLocal(V4)).In(version)),
        .. Versions.Select(version => Ptp("dual stack", HostLocal(Dual)).In(version)),
        .. Ipams.Select(ipam => Ptp(ipam.Name, ipam.Ipam)),
        .. Options.Select(option => Ptp($"IPv4, {option}", HostLocal(V4), option)),
        .. Wrong,
    ]);

    private static readonly string[] Options =
    [
        "\"mtu\":1300", "\"mtu\":0", "\"mtu\":-1", "\"ipMasq\":false", "\"MTU\":1310", "\"mtu\":null",
        "\"dns\":{\"nameservers\":[\"192.0.2.53\"],\"search\":[\"b.example\"]}",
        "\"dns\":{\"nameservers\":[]}", "\"dns\":{}",
    ];

    private static IEnumerable<Case> Wrong =>
    [
        Ptp("no gateway", """{"type":"static","addresses":[{"address":"10.50.0.9/24"}]}""") with { Fails = true },
        Ptp("no address", """{"type":"static"}""") with { Fails = true },
        Ptp("two addresses with one gateway", """
            {"type":"static","addresses":[{"address":"10.50.0.9/24","gateway":"10.50.0.1"},
             {"address":"10.50.0.10/24","gateway":"10.50.0.1"}]}
            """) with { Fails = true },
        Ptp("mtu is a text", HostLocal(V4), "\"mtu\":\"1300\"") with { Fails = true },
        Ptp("mtu is too large", HostLocal(V4), "\"mtu\":100000") with { Fails = true },
        Ptp("the interface exists in the pod", HostLocal(V4)) with
        {
            InPod = "ip link add net1 type bridge",
            Fails = true,
        },
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void The_same_ptp(Case tested) => Compare(tested);

    private static Case Ptp(string name, string ipam, string more = "\"mtu\":0") =>
        new(name, $$"""{"type":"ptp","ipam":{{ipam}},{{more}}}""");
}
