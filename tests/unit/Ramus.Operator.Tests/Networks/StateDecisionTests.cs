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
        LowerInterfaces = ["eth1"],
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
    public void Missing_requirements_of_nodes_are_reported_per_cause_with_the_nodes()
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
    public void Nodes_that_have_not_reported_this_generation_are_pending()
    {
        var state = StateDecision.Decide(
            Network(), Macvlan, [Node("a"), Node("b", revision: 49), Node("c", isReady: false)], PodUse.None);

        state.Nodes.Summary.ShouldBe("1/3");
        Conditions(state)[1].ShouldBe("Rendered=Unknown/Pending");
    }

    [Theory]
    [InlineData(100, null, "Rendered=Unknown/Pending")]
    [InlineData(100, "red", "Rendered=Unknown/Pending")]
    [InlineData(100, "*", "Rendered=Unknown/Pending")]
    [InlineData(100, "tenant-a", "Rendered=True/AllNodes")]
    [InlineData(1, null, "Rendered=True/AllNodes")]
    public void A_network_that_a_full_report_does_not_list_is_not_said_to_be_rendered(
        int failed, string? unlisted, string condition)
    {
        var report = CachedNodeReport.Of(Parse(NodeReportFormat.Write(
            new NodeReport
            {
                Version = "1",
                Failed = failed,
                Failures = [new NetworkFailure(new("tenant-a", "broken"), "it is broken")],
                Unlisted = unlisted is null ? [] : [unlisted],
                Revision = 50,
                Conditions = [new ReportCondition(ReportCondition.Ready, true, "AllWell", "")],
            },
            "a", "u")));

        var state = StateDecision.Decide(
            Network(), Macvlan, [new NodeView(report, new Dictionary<string, string>())], PodUse.None);

        Conditions(state)[1].ShouldBe(condition);
        state.Nodes.Failed.ShouldBe(0);
    }

    [Theory]
    [InlineData("host-local", "macvlan", true)]
    [InlineData("ramus", "macvlan,host-local", true)]
    [InlineData("ramus", "macvlan", false)]
    [InlineData("host-local", "", false)]
    public void A_built_in_plugin_is_not_missing_on_a_node(string installed, string builtIn, bool isRendered)
    {
        var report = CachedNodeReport.Of(Parse(NodeReportFormat.Write(
            new NodeReport
            {
                Version = "1",
                Plugins = [new InstalledPlugin(installed, ["1.0.0"])],
                BuiltIn = builtIn.Split(',', StringSplitOptions.RemoveEmptyEntries),
                Interfaces = [new HostInterface("eth1", "up", 1500)],
                Revision = 50,
                Conditions = [new ReportCondition(ReportCondition.Ready, true, "AllWell", "")],
            },
            "a", "u")));
        var verdict = new NetworkVerdict([], new NetworkFacts
        {
            CniVersion = "1.0.0",
            PluginTypes = ["macvlan"],
            IpamTypes = ["host-local"],
            Masters = ["eth1"],
            LowerInterfaces = ["eth1"],
        });

        var state = StateDecision.Decide(
            Network(), verdict, [new NodeView(report, new Dictionary<string, string>())], PodUse.None);

        (state.Nodes.Failed == 0).ShouldBe(isRendered);
    }

    [Fact]
    public void A_selector_that_is_too_long_selects_no_node()
    {
        var selector = string.Join(',', Enumerable.Range(0, 5000).Select(static number => $"l{number}!=x"));
        using var entity = JsonDocument.Parse(
            $$$"""
            {"metadata":{"name":"blue","namespace":"red",
                         "annotations":{"{{{Annotations.NodeSelector}}}":"{{{selector}}}"} } }
            """);

        var state = StateDecision.Decide(WatchedNetwork.Of(entity.RootElement), Macvlan, [Node("a")], PodUse.None);

        state.Nodes.Summary.ShouldBe("0/0");
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
    public void Errors_are_in_the_condition_and_their_change_is_not_a_change_of_counts_only()
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

    [Theory]
    [InlineData(0, 0, false, "False", "NotUsed", "no pod is attached")]
    [InlineData(0, 0, true, "Unknown", "PodsNotCounted", "pods may be attached")]
    [InlineData(3, 0, true, "True", "PodsAttached", "at least 3 pods are attached")]
    [InlineData(3, 2, true, "True", "PodsOutdated", "at least 2 pods are attached")]
    [InlineData(3, 2, false, "True", "PodsOutdated", "2 pods are attached")]
    [InlineData(3, 1, false, "True", "PodsOutdated", "1 pod is attached")]
    public void Counts_of_pods_say_when_they_are_incomplete(
        int count, int outdated, bool mayBeMore, string status, string reason, string message)
    {
        var pods = new PodUse(count, [], outdated, []) { MayBeMore = mayBeMore };

        var condition = StateDecision.Decide(Network(), Macvlan, [], pods).Condition("InUse")!;

        (condition.Status, condition.Reason).ShouldBe((status, reason));
        condition.Message.ShouldStartWith(message);
    }

    [Fact]
    public void A_written_status_is_read_back_and_keeps_the_times_of_its_conditions()
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
            Interfaces = (interfaces ?? ["eth0", "eth1"]).ToDictionary(name => name, _ => 1500),
            Failures = failures ?? [],
        },
        new Dictionary<string, string> { ["zone"] = zone });

    private static string[] Conditions(NetworkState state)
    {
        state.Conditions.Select(condition => (condition.Type, condition.Status, condition.Reason))
            .ShouldBeSubsetOf(StatusCondition.Known);
        return [.. state.Conditions.Select(condition => $"{condition.Type}={condition.Status}/{condition.Reason}")];
    }

    private static JsonElement Parse(byte[] json) => JsonElement.Parse(json.AsSpan());
}
