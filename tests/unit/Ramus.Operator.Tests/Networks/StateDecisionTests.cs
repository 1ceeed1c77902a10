using System.Text.Json;
using Ramus.Contract.Network;
using Ramus.Contract.NodeNetwork;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;
using Ramus.Operator.Networks;
using Ramus.Validation;

namespace Ramus.Operator.Tests.Networks;

public sealed class StateDecisionTests
{
    private static readonly NetworkVerdict Macvlan = new([], new NetworkFacts
    {
        CniVersion = "1.0.0",
        PluginTypes = ["macvlan", "tuning"],
        IpamTypes = ["whereabouts"],
        Masters = ["eth1"],
        ResourceName = "example.com/nic",
    });

    [Fact]
    public void A_network_that_every_node_can_run_says_so_with_its_facts()
    {
        var state = StateDecision.Decide(Network(), Macvlan, [Node("a"), Node("b")], PodUse.None);

        state.ObservedGeneration.ShouldBe(2);
        state.Type.ShouldBe("macvlan,tuning");
        state.CniVersion.ShouldBe("1.0.0");
        state.ResourceName.ShouldBe("example.com/nic");
        state.Plugins.Select(plugin => $"{plugin.Type}:{plugin.Role}")
            .ShouldBe(["macvlan:interface", "tuning:interface", "whereabouts:ipam"]);
        state.Nodes.Summary.ShouldBe("2/2");
        Conditions(state).ShouldBe(["Valid=True/Valid", "Rendered=True/AllNodes", "InUse=False/NotUsed"]);
    }

    [Fact]
    public void What_nodes_lack_is_told_cause_by_cause_with_their_names()
    {
        NodeView[] nodes =
        [
            Node("node-3", plugins: ["macvlan", "tuning"]), Node("node-7", plugins: ["macvlan", "tuning"]),
            Node("node-4", interfaces: ["eth0"]), Node("node-5", versions: ["0.4.0"]), Node("node-1"),
            Node("node-9", failures: new() { ["red/blue"] = "the node has no label 'nic'" }),
        ];

        var state = StateDecision.Decide(Network(), Macvlan, nodes, PodUse.None);

        state.Nodes.Failures.ShouldBe(
        [
            "plugin whereabouts is not installed on node-3, node-7",
            "master eth1 does not exist on node-4",
            "plugin macvlan does not support cniVersion 1.0.0 on node-5",
            "the node has no label 'nic' on node-9",
        ]);
        (state.Nodes.Desired, state.Nodes.Rendered, state.Nodes.Failed).ShouldBe((6, 1, 5));
        Conditions(state)[1].ShouldBe("Rendered=False/NodesFailed");
    }

    [Fact]
    public void Of_many_nodes_the_first_are_named_and_the_others_counted() =>
        StateDecision.Decide(
                Network(), Macvlan, [.. Enumerable.Range(10, 42).Select(n => Node($"n{n}", interfaces: ["eth0"]))],
                PodUse.None)
            .Nodes.Failures.ShouldBe(["master eth1 does not exist on n10, n11, n12, n13, n14 and 37 more nodes"]);

    [Fact]
    public void Nodes_that_have_not_told_of_this_generation_are_waited_for()
    {
        var state = StateDecision.Decide(
            Network(), Macvlan, [Node("a"), Node("b", revision: 49), Node("c", isReady: false)], PodUse.None);

        state.Nodes.Summary.ShouldBe("1/3");
        Conditions(state)[1].ShouldBe("Rendered=Unknown/Pending");
    }

    [Fact]
    public void The_revision_that_nodes_are_compared_with_is_that_of_the_first_look()
    {
        var first = StateDecision.Decide(Network(), Macvlan, [], PodUse.None);
        var later = StateDecision.Decide(
            Network() with { ResourceVersion = "60", State = first }, Macvlan, [], PodUse.None);
        var changed = StateDecision.Decide(
            Network(generation: 3) with { ResourceVersion = "70", State = first }, Macvlan, [], PodUse.None);

        first.Nodes.Revision.ShouldBe("50");
        later.Nodes.Revision.ShouldBe("50");
        changed.Nodes.Revision.ShouldBe("70");
    }

    [Theory]
    [InlineData("zone=a", "1/1")]
    [InlineData("zone in (a,b)", "2/2")]
    [InlineData("zone=none", "0/0")]
    [InlineData("broken selector(", "0/0")]
    public void Only_nodes_that_the_network_selects_count(string selector, string summary)
    {
        var network = Network(new() { [Annotations.NodeSelector] = selector });

        StateDecision.Decide(network, Macvlan, [Node("a", zone: "a"), Node("b", zone: "b")], PodUse.None)
            .Nodes.Summary.ShouldBe(summary);
    }

    [Fact]
    public void What_is_wrong_is_in_the_condition_and_a_change_of_it_is_more_than_numbers()
    {
        var verdict = new NetworkVerdict(
            [new Finding("config-json", Severity.Error, "spec.config", "is no JSON", 2, 7)], NetworkFacts.None);
        var good = StateDecision.Decide(Network(), Macvlan, [], PodUse.None);

        var state = StateDecision.Decide(Network() with { State = good }, verdict, [], PodUse.None);

        state.Condition("Valid")!.Status.ShouldBe("False");
        state.Condition("Valid")!.Message.ShouldContain("spec.config (line 2 column 7): is no JSON");
        state.DiffersInWords(good).ShouldBeTrue();
        (good with { Pods = 7 }).DiffersInWords(good).ShouldBeFalse();
    }

    [Fact]
    public void A_network_that_only_the_policy_is_against_is_forbidden_and_nodes_may_go_on_with_it()
    {
        var forbidden = new Finding("policy-plugin", Severity.Error, "spec.config.type", "may not be used");
        var broken = new Finding("bridge-vlan-range", Severity.Error, "spec.config.vlan", "is too much");

        var state = Decide(new NetworkVerdict([forbidden], Macvlan.Facts));
        var both = Decide(new NetworkVerdict([forbidden, broken], Macvlan.Facts));

        Conditions(state).ShouldBe(["Valid=False/Forbidden", "Rendered=True/AllNodes", "InUse=False/NotUsed"]);
        state.Condition("Valid")!.Message.ShouldBe("spec.config.type: may not be used (policy-plugin)");
        Conditions(both)[..2].ShouldBe(["Valid=False/Invalid", "Rendered=False/Invalid"]);

        static NetworkState Decide(NetworkVerdict verdict) =>
            StateDecision.Decide(Network(), verdict, [Node("a")], PodUse.None);
    }

    [Fact]
    public void Pods_on_another_generation_are_named()
    {
        var state = StateDecision.Decide(
            Network(), Macvlan, [],
            new PodUse(3, [new("d", "p1"), new("d", "p2"), new("d", "p3")], 1, [new ObjectKey("d", "p2")]));

        state.Pods.ShouldBe(3);
        state.OutdatedPods.ShouldBe(1);
        state.UsedBy.ShouldBe(["d/p1", "d/p2", "d/p3"]);
        state.Condition("InUse")!.Reason.ShouldBe("PodsOutdated");
        state.Condition("InUse")!.Message.ShouldContain("d/p2");
    }

    [Fact]
    public void What_is_written_comes_back_and_keeps_the_time_of_its_conditions()
    {
        var state = StateDecision.Decide(
            Network(), Macvlan, [Node("a", interfaces: ["x"])], new PodUse(1, [new("d", "p")], 0, []));
        var patch = Parse(NetworkStateFormat.Patch(state, "u", "50", "2026-01-01T00:00:00Z"));

        var read = NetworkStateFormat.Read(patch);
        var again = StateDecision.Decide(
            Network() with { State = read }, Macvlan, [Node("a", interfaces: ["x"])],
            new PodUse(1, [new("d", "p")], 0, []));

        NetworkStateFormat.AreSame(read, state).ShouldBeTrue();
        NetworkStateFormat.AreSame(read, state with { Pods = 2 }).ShouldBeFalse();
        patch.TextAt("metadata", "resourceVersion").ShouldBe("50");
        again.Conditions.ShouldAllBe(condition => condition.Since == "2026-01-01T00:00:00Z");
    }

    private static WatchedNetwork Network(Dictionary<string, string>? annotations = null, long generation = 2) => new()
    {
        Definition = new()
        {
            Namespace = "red",
            Name = "blue",
            Uid = "u",
            Generation = generation,
            Annotations = annotations ?? [],
        },
        ResourceVersion = "50",
        State = new NetworkState(),
    };

    private static NodeView Node(
        string name, string[]? plugins = null, string[]? interfaces = null, string[]? versions = null,
        ulong revision = 50, bool isReady = true, string zone = "", Dictionary<string, string>? failures = null) => new(
        new CachedNodeReport
        {
            Node = name,
            IsReady = isReady,
            Revision = revision,
            Plugins = (plugins ?? ["macvlan", "tuning", "whereabouts"])
                .ToDictionary(type => type, type => new InstalledPlugin(type, versions ?? ["0.4.0", "1.0.0"])),
            Interfaces = (interfaces ?? ["eth0", "eth1"]).ToHashSet(),
            Failures = failures ?? [],
        },
        new Dictionary<string, string> { ["zone"] = zone });

    private static string[] Conditions(NetworkState state)
    {
        state.Conditions.Select(condition => (condition.Type, condition.Status, condition.Reason))
            .ShouldBeSubsetOf(StatusCondition.Known);
        return [.. state.Conditions.Select(condition => $"{condition.Type}={condition.Status}/{condition.Reason}")];
    }

    private static JsonElement Parse(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
