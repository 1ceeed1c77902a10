using static Ramus.Attachers.Tests.Differential.Cases;

namespace Ramus.Attachers.Tests.Differential;

[Trait("Needs", "Root")]
public sealed class SbrTests : DifferentialTests
{
    private const string Bridge = """{"type":"bridge","bridge":"br0","ipam":IPAM}""";

    public static IEnumerable<TheoryDataRow<Case>> All => Rows(
    [
        .. Versions.Select(version => Sbr("IPv4", HostLocal(V4)).In(version)),
        .. Versions.Select(version => Sbr("dual stack", HostLocal(Dual)).In(version)),
        .. Ipams.Select(ipam => Sbr(ipam.Name, ipam.Ipam)),
        .. Ipams.Select(ipam => Sbr($"bridge, {ipam.Name}", ipam.Ipam, Bridge)),
        Sbr("tables are taken by rules", HostLocal(Dual)) with
        {
            InPod = "ip rule add from 192.0.2.1 table 100; ip -6 rule add from 2001:db8::1 table 102",
        },
        Sbr("a table has routes, but no rule", HostLocal(V4)) with
        {
            InPod = "ip link set lo up; ip route add 198.51.100.0/24 dev lo table 100",
        },
        Sbr("the pod has another interface", HostLocal(V4)) with
        {
            InPod = """
                ip link add other type bridge
                ip link set other up
                ip address add 10.60.0.2/24 dev other
                ip route add 172.29.0.0/16 via 10.60.0.1
                """,
        },
        Sbr("a gateway that is not in the subnet", HostLocal(
            $$"""{{V4}}, "routes":[{"dst":"172.30.0.0/16","gw":"10.50.0.77"},{"dst":"0.0.0.0/0"}]""")),
        new("first in the chain", """{"type":"sbr"}""") { Fails = true },
        new("without addresses", """{"type":"macvlan","master":"uplink"},{"type":"sbr"}""") { Fails = true },
    ]);

    [Theory]
    [MemberData(nameof(All))]
    public void The_same_source_routing(Case tested) => Compare(tested);

    private static Case Sbr(
        string name, string ipam, string plugin = """{"type":"macvlan","master":"uplink","ipam":IPAM}""") =>
        new(name, $$"""{{plugin.Replace("IPAM", ipam, StringComparison.Ordinal)}},{"type":"sbr"}""")
        {
            ChecksDiffer = "the plugins before do not find the routes that sbr moved, of the originals as well as ours",
        };
}
