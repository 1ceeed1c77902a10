using static Ramus.Attachers.Tests.Differential.Cases;

namespace Ramus.Attachers.Tests.Differential;

/// <summary>A chain with vrf.</summary>
[Trait("Needs", "Root")]
public sealed class VrfTests : DifferentialTests
{
    private const string Blue = "\"vrfname\":\"blue\"";
    private const string Macvlan = """{"type":"macvlan","master":"uplink"}""";

    private static readonly string[] Destinations = ["0.0.0.0/0", "::/0", "172.30.0.0/16", "fd60::/48"];

    // The program of Debian 12 moves no routes, so the addresses here have none, except those of the kernel.
    public static IEnumerable<TheoryDataRow<Case>> All => Rows(
    [
        .. Versions.Where(version => version is not ("0.1.0" or "0.2.0" or "0.3.0"))
            .Select(version => Joined("IPv4", Blue, HostLocal(V4)).In(version)),
        .. Versions.Where(version => version is not ("0.1.0" or "0.2.0" or "0.3.0"))
            .Select(version => Joined("dual stack", Blue, HostLocal(Dual)).In(version)),
        .. Options.Select(option => Joined(option, option, HostLocal(V4))),
        .. Existing, .. Wrong,
        Joined("IPv6", Blue, HostLocal(V6)),
        Joined("static, dual stack", Blue, """
            {"type":"static","addresses":[{"address":"10.50.0.9/24"},{"address":"fd50::9/64"}]}
            """.Trim()),
        new("macvlan without addresses", $"{Macvlan},{Vrf(Blue)}"),
        new("before tuning", $$"""{{Macvlan}},{{Vrf(Blue)}},{"type":"tuning","dataDir":"DATA/tuning","mtu":1300}"""),
    ]);

    private static readonly string[] Options =
    [
        $"{Blue},\"table\":100", $"{Blue},\"table\":1", $"{Blue},\"table\":0", $"{Blue},\"table\":null",
        $"{Blue},\"table\":4294967295", "\"VRFName\":\"blue\",\"TABLE\":7", "\"vrfname\":\"a-longest-name0\"",
    ];

    private static IEnumerable<Case> Existing =>
    [
        Joined("the VRF exists", Blue, HostLocal(Dual)) with
        {
            InPod = "ip link add blue type vrf table 7; ip link set blue up",
        },
        Joined("the VRF exists with the same table", $"{Blue},\"table\":7", HostLocal(V4)) with
        {
            InPod = "ip link add blue type vrf table 7; ip link set blue up",
        },
        Joined("tables are taken", Blue, HostLocal(V4)) with
        {
            InPod = "ip link add red type vrf table 1; ip link add green type vrf table 3",
        },
        Joined("the table is another VRF's", $"{Blue},\"table\":7", HostLocal(V4)) with
        {
            InPod = "ip link add red type vrf table 7",
        },
        Joined("a table has routes, but no VRF", Blue, HostLocal(V4)) with
        {
            InPod = "ip link set lo up; ip route add 198.51.100.0/24 dev lo table 1",
        },
    ];

    private static IEnumerable<Case> Wrong =>
    [
        .. new[]
        {
            "\"table\":5", "\"vrfname\":\"\"", "\"vrfname\":null", "\"vrfname\":5", $"{Blue},\"table\":\"5\"",
            $"{Blue},\"table\":-1", $"{Blue},\"table\":4294967296", $"{Blue},\"table\":1.5",
            "\"vrfname\":\"a-longest-name00\"", "\"vrfname\":\"a/b\"", "\"vrfname\":\"a b\"", "\"vrfname\":\"lo\"",
            "\"vrfname\":\"net1\"",
        }.Select(wrong => Joined($"wrong: {wrong}", wrong, HostLocal(V4)) with { Fails = true }),
        Joined("the VRF exists with another table", $"{Blue},\"table\":8", HostLocal(V4)) with
        {
            InPod = "ip link add blue type vrf table 7; ip link add other type dummy; ip link set other master blue",
            Fails = true,
        },
        new("two VRFs", $"{Macvlan},{Vrf(Blue)},{Vrf("\"vrfname\":\"red\"")}") { Fails = true },
        new("first in the chain", Vrf(Blue)) { Fails = true },
        Joined("version 0.3.0", Blue, HostLocal(V4)) with { Version = "0.3.0", Fails = true },
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void The_same_VRF(Case tested)
    {
        Kernel.Require("vrf");
        Compare(tested);
    }

    [Theory]
    [InlineData("ptp", "10.50.0.0/24 via 10.50.0.1", "fd50::/64 via fd50::1")]
    [InlineData("bridge", "172.30.0.0/16 via 10.50.0.1", "fd60::/48 via fd50::1")]
    [InlineData("macvlan", "172.30.0.0/16 via 10.50.0.1", "fd60::/48 via fd50::1")]
    public void Routes_move_to_the_table_of_the_VRF(string type, params string[] routes)
    {
        Kernel.Require("vrf");
        using var world = new World(WithRoutes(type));

        var added = world.Add(World.Ours);

        added.Message.ShouldBeEmpty();
        var table = world.InPod("ip route show table 9; ip -6 route show table 9");
        foreach (var route in (string[])
            ["default via 10.50.0.1", "default via fd50::1", "172.30.0.0/16 via 10.50.0.1", .. routes])
        {
            table.ShouldContain(route);
        }

        world.InPod("ip route show; ip -6 route show").ShouldNotContain("net1");
        world.InPod("ip -6 address show dev net1").ShouldNotContain("tentative");
        world.Delete(World.Ours, added.Result).Code.ShouldBe(0);
        world.InPod("ip -o link show").ShouldNotContain("blue");
    }

    // Before version 1.2, CHECK of the original succeeds always.
    [Theory]
    [InlineData("ip link set net1 nomaster")]
    [InlineData("ip link delete net1")]
    [InlineData("ip link delete blue")]
    [InlineData("ip link delete blue; ip link add blue type dummy")]
    public void CHECK_notices_a_change_and_DEL_succeeds(string change)
    {
        Kernel.Require("vrf");
        using var world = new World(new Case("alone", $"{Macvlan},{Vrf(Blue)}"));
        var added = world.Add(World.Ours);
        world.Check(World.Ours, added.Result).Message.ShouldBeEmpty();

        world.InPod(change);

        world.Check(World.Ours, added.Result).Code.ShouldNotBe(0);
        world.Delete(World.Ours, added.Result).Code.ShouldBe(0);
        world.InPod("ip -o link show type vrf").ShouldBeEmpty();
    }

    [Fact]
    public void The_VRF_stays_until_its_last_interface_leaves()
    {
        Kernel.Require("vrf");
        using var world = new World(new Case("alone", $"{Macvlan},{Vrf(Blue)}") with
        {
            InPod = "ip link add blue type vrf table 7; ip link add other type dummy; ip link set other master blue",
        });
        var added = world.Add(World.Ours);

        world.Delete(World.Ours, added.Result).Code.ShouldBe(0);
        world.InPod("ip -o link show type vrf").ShouldContain("blue");
        world.InPod("ip link delete other");
        world.Delete(World.Ours, added.Result).Code.ShouldBe(0);

        world.InPod("ip -o link show type vrf").ShouldBeEmpty();
    }

    [Fact]
    public void A_failed_ADD_removes_the_VRF_that_it_created()
    {
        Kernel.Require("vrf");
        using var world = new World(new Case("two", $"{Macvlan},{Vrf(Blue)},{Vrf("\"vrfname\":\"red\"")}"));

        var added = world.Add(World.Ours);

        added.Message.ShouldContain("has already a master set: blue");
        world.InPod("ip -o link show type vrf").ShouldNotContain("red");
        world.InPod("ip -o link show dev net1").ShouldContain("master blue");
    }

    private static Case WithRoutes(string type)
    {
        var routes = string.Join(',', Destinations.Select(route => $"{{\"dst\":\"{route}\"}}"));
        var ipam = HostLocal($"{Dual},\"routes\":[{routes}]");
        var own = type == "macvlan" ? "\"master\":\"uplink\"" : "\"mtu\":1300";
        return new Case(type, $"{{\"type\":\"{type}\",{own},\"ipam\":{ipam}}},{Vrf($"{Blue},\"table\":9")}")
        {
            InPod = "echo 1 >/proc/sys/net/ipv6/conf/default/accept_dad",
        };
    }

    private static Case Joined(string name, string keys, string ipam) =>
        new(name, $$"""{"type":"macvlan","master":"uplink","ipam":{{ipam}}},{{Vrf(keys)}}""")
        {
            ChecksDiffer = "the plugins before do not find the routes that vrf moved, of the originals as well as ours",
        };

    private static string Vrf(string keys) => $$"""{"type":"vrf",{{keys}}}""";
}
