using System.Text.Json;
using static Ramus.Attachers.Tests.Differential.Cases;

namespace Ramus.Attachers.Tests.Differential;

/// <summary>bandwidth with limits.</summary>
[Trait("Needs", "Root")]
public sealed class BandwidthTests : DifferentialTests
{
    private const string Ingress = "\"ingressRate\":1000000,\"ingressBurst\":1000000";
    private const string Egress = "\"egressRate\":2000000,\"egressBurst\":800000";
    private const string Both = $"{Ingress},{Egress}";
    private const string Capability = "\"capabilities\":{\"bandwidth\":true}";
    private const string Ifb = "bwp4ff8982b6c35";

    private static readonly string Ptp = $$"""{"type":"ptp","ipam":{{HostLocal(V4)}}}""";
    private static readonly string Macvlan = $$"""{"type":"macvlan","master":"uplink","ipam":{{HostLocal(V4)}}}""";

    public static IEnumerable<TheoryDataRow<Case>> All => Rows(
    [
        .. Versions.Where(version => version is not ("0.1.0" or "0.2.0"))
            .Select(version => Limited("both", Both).In(version)),
        .. Values.Select(value => Limited($"ingress {value}", Pair("ingress", value.Rate, value.Burst))),
        .. Values.Select(value => Limited($"egress {value}", Pair("egress", value.Rate, value.Burst))),
        .. Chains, .. Arguments,
        .. Wrong.Select(wrong => Limited($"wrong: {wrong}", wrong) with { Fails = true }),
        .. WrongArguments.Select(wrong => Limited($"wrong argument: {wrong}", Capability) with
        {
            Capabilities = wrong,
            Fails = true,
        }),
        .. NoPairs,
    ]);

    private static readonly (ulong Rate, ulong Burst)[] Values =
    [
        (8, 8), (15, 15), (16, 1_000_000), (1_000_001, 999_999), (1_000_000, int.MaxValue), (100_000_000, 8000),
        (1_000_000_000, 8_000_000), (34_359_738_367, 1_000_000_000), (34_359_738_368, 1_000_000_000),
        (80_000_000_000, 100_000_000), (1_000_000, 34_359_738_352), (1_000_000, 34_359_738_359),
        (8, 34_359_738_359), (100_000_000_000_000, 34_359_738_359),
    ];

    private static readonly string[] Wrong =
    [
        "\"ingressRate\":1000000", "\"ingressBurst\":1000000", "\"egressRate\":1000000", "\"egressBurst\":1000000",
        "\"ingressRate\":1000000,\"ingressBurst\":0", "\"egressRate\":0,\"egressBurst\":1000000",
        "\"ingressRate\":1000000,\"ingressBurst\":34359738360", "\"egressRate\":1000000,\"egressBurst\":34359738368",
        "\"ingressRate\":1000000,\"ingressBurst\":18446744073709551615",
        "\"ingressRate\":18446744073709551616,\"ingressBurst\":1000000",
        "\"ingressRate\":18446744073709551615,\"ingressBurst\":8", "\"ingressRate\":100000000000000,\"ingressBurst\":8",
        "\"ingressRate\":-1,\"ingressBurst\":1000000", "\"ingressRate\":1000000,\"ingressBurst\":-1",
        "\"ingressRate\":1.5,\"ingressBurst\":1000000", "\"ingressRate\":1e6,\"ingressBurst\":1000000",
        "\"ingressRate\":\"1M\",\"ingressBurst\":1000000", "\"egressRate\":true", "\"egressBurst\":{}",
        "\"ingressRate\":7,\"ingressBurst\":1000000", "\"ingressRate\":1000000,\"ingressBurst\":7",
        "\"egressRate\":7,\"egressBurst\":7", "\"egressRate\":1,\"egressBurst\":34359738359",
        $"{Ingress},\"egressRate\":100000000000000,\"egressBurst\":8",
    ];

    private static readonly string[] WrongArguments =
    [
        """{"bandwidth":{"ingressRate":1000000}}""", """{"bandwidth":{"egressBurst":1000000}}""",
        """{"bandwidth":{"egressRate":"1M","egressBurst":1000000}}""", """{"bandwidth":[]}""", """{"bandwidth":5}""",
        """{"bandwidth":{"ingressRate":-1,"ingressBurst":1}}""",
    ];

    private static IEnumerable<Case> Chains =>
    [
        Limited("after ptp", Both) with { Plugin = $"{Ptp},{Bandwidth(Both)}" },
        Limited("after ptp with two families", Both) with
        {
            Plugin = $$"""{"type":"ptp","mtu":1300,"ipam":{{HostLocal(Dual)}}},{{Bandwidth(Both)}}""",
        },
        Limited("after tuning, before portmap", Both) with
        {
            Plugin = $$"""
                {"type":"bridge","bridge":"br0","mtu":1300,"ipam":{{HostLocal(V4)}}},{"type":"tuning","dataDir":"DATA/tuning","mtu":1200},
                {{Bandwidth(Both)}},{"type":"portmap"}
                """.ReplaceLineEndings(""),
        },
        Limited("before tuning", Egress) with
        {
            Plugin = $$"""
                {"type":"bridge","bridge":"br0","ipam":{{HostLocal(V4)}}},{{Bandwidth(Egress)}},
                {"type":"tuning","dataDir":"DATA/tuning","mtu":1200}
                """.ReplaceLineEndings(""),
        },
        Limited("without addresses", Both) with
        {
            Plugin = $$"""{"type":"bridge","bridge":"br0","mtu":9000},{{Bandwidth(Both)}}""",
            ChecksDiffer = "CHECK of the original bridge looks for an IPAM plugin without a name",
        },
    ];

    private static IEnumerable<Case> Arguments =>
    [
        Limited("of the pod", Capability) with { Capabilities = Argument(Both) },
        Limited("of the pod, egress only", Capability) with { Capabilities = Argument(Egress) },
        Limited("of the pod, keys of another case", Capability) with
        {
            Capabilities = """{"bandwidth":{"IngressRate":1000000,"INGRESSBURST":2000000}}""",
        },
        Limited("of the network and of the pod", $"{Ingress},{Capability}") with
        {
            Capabilities = Argument(Egress),
        },
        Limited("keys of another case", "\"IngressRate\":1000000,\"INGRESSBURST\":2000000"),
        Limited("the other direction is 0", $"{Ingress},\"egressRate\":0,\"egressBurst\":0"),
        Limited("the other direction is null", $"{Egress},\"ingressRate\":null"),
    ];

    private static IEnumerable<Case> NoPairs =>
    [
        new("after macvlan", $"{Macvlan},{Bandwidth(Both)}") { Fails = true },
        new("first in the chain", Bandwidth(Both)) { Fails = true },
        Limited("version 0.2.0", Both) with { Version = "0.2.0", Fails = true },
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void The_same_limits(Case tested)
    {
        Kernel.RequireLimits();
        Compare(tested);
    }

    [Fact]
    public void The_networks_null_wins_over_the_limits_of_the_pod()
    {
        Kernel.RequireLimits();
        var tested = Limited("null", $"\"egressRate\":null,{Capability}") with
        {
            Capabilities = Argument(Both),
        };
        foreach (var plugins in (Cni.RuntimeSide.Delegates[])[World.Original, World.Ours])
        {
            using var world = new World(tested);

            world.Add(plugins).Code.ShouldBe(0);

            world.OnNode("tc qdisc show").ShouldNotContain("tbf");
        }
    }

    [Theory]
    [InlineData("tc qdisc replace dev HOST root handle 1: tbf rate 1mbit burst 100k latency 25ms", true)]
    [InlineData("tc qdisc replace dev IFB root handle 1: tbf rate 3mbit burst 100k latency 25ms", true)]
    [InlineData("ip link delete IFB", true)]
    [InlineData("tc qdisc delete dev HOST root", false)]
    [InlineData("tc qdisc delete dev IFB root", false)]
    public void CHECK_notices_a_change(string change, bool doesOriginal)
    {
        Kernel.RequireLimits();
        using var world = new World(Limited("both", Both));
        var added = world.Add(World.Ours);
        var host = added.Result!.Value.GetProperty("interfaces")[1].GetProperty("name").GetString();

        world.OnNode(change.Replace("HOST", host, StringComparison.Ordinal)
            .Replace("IFB", Ifb, StringComparison.Ordinal));

        world.Check(World.Ours, added.Result).Code.ShouldNotBe(0);
        (world.Check(World.Original, added.Result).Code != 0).ShouldBe(doesOriginal);
        world.Delete(World.Ours, added.Result).Code.ShouldBe(0);
        world.OnNode("tc qdisc show; ip link show").ShouldNotContain(Ifb);
    }

    [Fact]
    public void A_failed_ADD_leaves_the_queues_as_they_were()
    {
        Kernel.RequireLimits();
        using var world = new World(Limited("both", Both) with { OnNode = $"ip link add {Ifb} type ifb" });

        var added = world.Add(World.Ours);

        added.Code.ShouldNotBe(0);
        added.Message.ShouldContain(Ifb);
        world.OnNode("tc qdisc show").ShouldNotContain("tbf");
        world.OnNode("tc qdisc show").ShouldNotContain("ingress");
        world.OnNode("ip link show").ShouldContain(Ifb);
    }

    [Fact]
    public void A_bucket_that_the_kernel_refuses_leaves_nothing_on_the_node()
    {
        Kernel.RequireLimits();
        using var world = new World(
            Limited("both", $"{Ingress},\"egressRate\":100000000000000,\"egressBurst\":8"));

        world.Add(World.Ours).Code.ShouldNotBe(0);

        world.OnNode("tc qdisc show; ip link show").ShouldNotContain(Ifb);
        world.OnNode("tc qdisc show").ShouldNotContain("tbf");
        world.OnNode("tc qdisc show").ShouldNotContain("ingress");
    }

    [Fact]
    public void The_packets_of_the_pod_pass_both_queues()
    {
        Kernel.RequireLimits();
        using var world = new World(Limited("both", Both) with { Plugin = $"{Ptp},{Bandwidth(Both)}" });
        world.Add(World.Ours).Code.ShouldBe(0);

        // The node answers that it has no such port.
        world.InPod("bash -c 'echo >/dev/udp/10.50.0.1/9'");

        SpinWait.SpinUntil(() => Packets(world).All(packets => packets > 0), Patience.Limit).ShouldBeTrue();
        Packets(world).Count.ShouldBe(2);
    }

    private static List<int> Packets(World world)
    {
        using var queues = JsonDocument.Parse(world.OnNode("tc -s -j qdisc show"));
        return
        [
            .. queues.RootElement.EnumerateArray().Where(queue => queue.GetProperty("kind").GetString() == "tbf")
                .Select(queue => queue.GetProperty("packets").GetInt32()),
        ];
    }

    private static Case Limited(string name, string limits) =>
        new(name, $$"""{"type":"bridge","bridge":"br0","ipam":{{HostLocal(V4)}}},{{Bandwidth(limits)}}""");

    private static string Bandwidth(string limits) => $$"""{"type":"bandwidth",{{limits}}}""";

    private static string Argument(string limits) => $"{{\"bandwidth\":{{{limits}}}}}";

    private static string Pair(string direction, ulong rate, ulong burst) =>
        $"\"{direction}Rate\":{rate},\"{direction}Burst\":{burst}";
}
