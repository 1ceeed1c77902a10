using Ramus.Contract.NodeNetwork;
using Ramus.Contract.Selection;
using Ramus.Operator.Networks;
using Ramus.Validation;

namespace Ramus.Operator.Tests.Networks;

public sealed class NodeVersionsTests
{
    private static readonly string[] Older = ["0.3.1", "0.4.0", "1.0.0"];
    private static readonly string[] Oldest = ["0.3.1", "0.4.0"];
    private static readonly string[] New = [.. Older, "1.1.0"];

    [Fact]
    public void A_version_that_plugins_do_not_support_is_reported_with_plugins_nodes_and_the_right_version() =>
        Judge(Node("a", New, New), Node("b", Older, New), Node("c", Older, New), Node("d", New, Oldest))
            .ShouldBe(
                "spec.config.cniVersion: not every node supports cniVersion 1.1.0: "
                + "macvlan supports versions up to 1.0.0 on b, c; "
                + "whereabouts supports versions up to 0.4.0 on d; "
                + "write 0.4.0, or install newer plugins on these nodes (cni-version-nodes)");

    [Fact]
    public void Without_a_version_for_all_only_newer_plugins_help() =>
        Judge(Node("a", ["0.2.0"], New), Node("b", Older, New))
            .ShouldNotBeNull()
            .ShouldContain(
                "0.2.0 on a; macvlan supports versions up to 1.0.0 on b; install newer plugins on these nodes");

    [Fact]
    public void Nodes_that_support_the_version_or_did_not_answer_are_not_reported() =>
        Judge(Node("a", New, New), Node("b", [], []), Node("c", ["9.9.9"], ["soon"])).ShouldBeNull();

    [Fact]
    public void A_version_that_nodes_no_longer_speak_is_not_newer() =>
        Judge("0.2.0", WatchedNetworks.Of(), Node("a", New, New)).ShouldBeNull();

    [Fact]
    public void The_warning_can_be_silenced()
    {
        var network = WatchedNetworks.Of(new() { ["ramus.dev/ignore-warnings"] = "key-unknown, cni-version-nodes" });

        Judge("1.1.0", network, Node("a", Older, New)).ShouldBeNull();
    }

    [Fact]
    public void The_status_warns_and_only_of_nodes_that_the_network_is_for()
    {
        var verdict = new NetworkVerdict([], Facts("1.1.0"));
        var elsewhere = WatchedNetworks.Of(new() { [Annotations.NodeSelector] = "name=b" });
        NodeView[] nodes = [Node("a", Older, New), Node("b", New, New)];

        StateDecision.Decide(WatchedNetworks.Of(), verdict, nodes, PodUse.None).Warnings.ShouldHaveSingleItem()
            .ShouldContain("macvlan supports versions up to 1.0.0 on a");
        StateDecision.Decide(elsewhere, verdict, nodes, PodUse.None).Warnings.ShouldBeEmpty();
    }

    private static string? Judge(params NodeView[] nodes) => Judge("1.1.0", WatchedNetworks.Of(), nodes);

    private static string? Judge(string version, WatchedNetwork network, params NodeView[] nodes) =>
        NodeVersions.Judge(network, Facts(version), nodes)?.ToString();

    private static NetworkFacts Facts(string version) => new()
    {
        CniVersion = version,
        PluginTypes = ["macvlan"],
        IpamTypes = ["whereabouts"],
    };

    private static NodeView Node(string name, string[] macvlan, string[] whereabouts) => new(
        new CachedNodeReport
        {
            Node = name,
            IsReady = true,
            Revision = 50,
            Plugins = new Dictionary<string, InstalledPlugin>
            {
                ["macvlan"] = new("macvlan", macvlan),
                ["whereabouts"] = new("whereabouts", whereabouts),
            },
            Interfaces = new Dictionary<string, int>(),
            Failures = new Dictionary<string, string>(),
        },
        new Dictionary<string, string> { ["name"] = name });
}
