using System.Text.Json.Nodes;
using Ramus.Node.Tests.Support;

namespace Ramus.Node.Tests.Report;

public sealed class NodeReportTests
{
    private const string Report = AgentHarness.ReportPath;
    private const string Macvlan = """{"cniVersion":"0.3.1","type":"macvlan","master":"eth1"}""";

    [Fact]
    public async Task The_report_belongs_to_the_node_and_says_how_it_stands()
    {
        await using var node = await AgentHarness.CreateAsync();
        node.PutNetwork("red", "bad", "{");
        node.PutNetwork("red", "good", Macvlan);
        var uid = node.PutNode();
        node.Start();
        await Eventually.HoldsAsync(
            () => Status(node)?["conditions"]?[0]?["status"]?.GetValue<string>() == "True", "ready");
        await Eventually.HoldsAsync(() => Status(node)!["networks"]!["rendered"]!.GetValue<int>() == 1, "rendered");

        var owner = node.Api.Store.Find(Report)!["metadata"]!["ownerReferences"]![0]!;
        var status = Status(node)!;
        owner["kind"]!.GetValue<string>().ShouldBe("Node");
        owner["uid"]!.GetValue<string>().ShouldBe(uid);
        status["defaultNetwork"]!.ToJsonString().ShouldBe(
            """{"name":"cbr0","file":"10-bridge.conf","plugins":["bridge"],"hostPorts":false}""");
        status["plugins"]!.AsArray().Select(plugin => plugin!["name"]!.GetValue<string>()).ShouldContain("ramus");
        status["networks"]!["failed"]!.GetValue<int>().ShouldBe(1);
        var failure = status["networks"]!["failures"]![0]!;
        failure["network"]!.GetValue<string>().ShouldBe("red/bad");
        failure["cause"]!.GetValue<string>().ShouldStartWith("spec.config");
        status["conditions"]!.AsArray().Select(condition => $"{condition!["type"]}={condition["status"]}")
            .ShouldBe(["Ready=True", "DefaultNetworkReady=True"]);
    }

    [Fact]
    public async Task Nothing_is_written_while_nothing_changes_and_a_restart_keeps_the_times_of_conditions()
    {
        await using var node = await AgentHarness.CreateAsync();
        node.PutNode();
        node.PutNetwork("red", "good", Macvlan);
        node.Start();
        await Eventually.HoldsAsync(() => Status(node)?["networks"]?["rendered"]?.GetValue<int>() == 1, "rendered");
        await Eventually.HoldsAsync(
            () => Status(node)!["conditions"]![0]!["status"]!.GetValue<string>() == "True", "ready");
        await LooksAsync(node, 3);
        var before = node.Api.Store.Find(Report)!.ToJsonString();
        var writes = Writes(node);

        await LooksAsync(node, 5);

        Writes(node).ShouldBe(writes);
        await node.StopAsync();
        node.Start();
        await Eventually.HoldsAsync(() => node.IsReady, "ready again");
        await Eventually.HoldsAsync(
            () => node.Api.Store.Find(Report)!["status"]!.ToJsonString()
                == JsonNode.Parse(before)!["status"]!.ToJsonString(), "the same again");
    }

    [Fact]
    public async Task A_status_that_the_operator_writes_changes_no_report()
    {
        await using var node = await AgentHarness.CreateAsync();
        node.PutNode();
        node.PutNetwork("red", "good", Macvlan, generation: 1);
        node.Start();
        await Eventually.HoldsAsync(
            () => Status(node)?["networks"]?["rendered"]?.GetValue<int>() == 1
                && Status(node)!["conditions"]![0]!["status"]!.GetValue<string>() == "True", "rendered");
        var revision = Status(node)!["networks"]!["revision"]!.GetValue<string>();
        await LooksAsync(node, 3);
        var writes = Writes(node);

        node.PutNetwork("red", "good", Macvlan, generation: 1);
        await LooksAsync(node, 5);
        Writes(node).ShouldBe(writes);

        node.PutNetwork("red", "good", Macvlan.Replace("eth1", "eth2", StringComparison.Ordinal), generation: 2);
        await Eventually.HoldsAsync(
            () => Status(node)!["networks"]!["revision"]!.GetValue<string>() != revision, "the new revision");
    }

    [Fact]
    public async Task A_network_for_other_nodes_has_no_file_here_and_gets_one_with_the_label()
    {
        await using var node = await AgentHarness.CreateAsync();
        node.PutNode(("zone", "a"));
        node.PutNetwork("red", "b", Macvlan, annotations: [("ramus.dev/nodeSelector", "zone=b")]);
        node.PutNetwork("red", "all", Macvlan);
        node.Start();
        await Eventually.HoldsAsync(() => File.Exists(node.NetworkFile("red", "all")), "rendered");
        File.Exists(node.NetworkFile("red", "b")).ShouldBeFalse();

        node.PutNode(("zone", "b"));
        await Eventually.HoldsAsync(() => File.Exists(node.NetworkFile("red", "b")), "selected");
        node.PutNode(("zone", "c"));
        await Eventually.HoldsAsync(() => !File.Exists(node.NetworkFile("red", "b")), "unselected");
    }

    [Fact]
    public async Task A_network_with_node_variables_follows_the_node_and_says_what_is_missing()
    {
        await using var node = await AgentHarness.CreateAsync();
        node.PutNode(("zone", "a"));
        node.PutNetwork(
            "red", "var", """{"type":"macvlan","master":"${node.labels['nic']}"}""",
            annotations: [("ramus.dev/render", "node")]);
        node.Start();
        await Eventually.HoldsAsync(
            () => Cause(node).Contains("the node has no label 'nic'", StringComparison.Ordinal), "refused");

        node.PutNode(("nic", "doesnotexist"));

        await Eventually.HoldsAsync(() => File.Exists(node.NetworkFile("red", "var")), "rendered");
        File.ReadAllText(node.NetworkFile("red", "var")).ShouldContain("\"master\":\"doesnotexist\"");
        await Eventually.HoldsAsync(
            () => Cause(node) is "plugin macvlan is not installed" or "master doesnotexist does not exist",
            "what the node lacks");
    }

    [Fact]
    public async Task The_report_does_not_tell_values_of_annotations_that_the_node_cannot_serve()
    {
        await using var node = await AgentHarness.CreateAsync();
        node.PutNode([], [("pass", "7391-0246")]);
        node.PutNetwork(
            "red", "var", """{"type":"x${node.annotations['pass']}","master":"${node.annotations['pass']}"}""",
            annotations: [("ramus.dev/render", "node")]);
        node.Start();

        await Eventually.HoldsAsync(
            () => Cause(node) is "plugin x${node.annotations['pass']} is not installed", "what the node lacks");
        Status(node)!.ToJsonString().ShouldNotContain("7391");
    }

    [Fact]
    public async Task A_long_network_with_node_variables_waits_for_the_node_too()
    {
        await using var node = await AgentHarness.CreateAsync();
        var padding = new string('x', 20_000);
        node.PutNetwork(
            "red", "long", $$"""{"type":"macvlan","master":"${node.labels['nic']}","note":"{{padding}}"}""",
            annotations: [("ramus.dev/render", "node")]);
        node.PutNetwork("red", "other", Macvlan);
        node.Start();
        await Eventually.HoldsAsync(() => File.Exists(node.NetworkFile("red", "other")), "the other is rendered");
        File.Exists(node.NetworkFile("red", "long")).ShouldBeFalse();

        node.PutNode(("nic", "eth7"));

        await Eventually.HoldsAsync(() => File.Exists(node.NetworkFile("red", "long")), "rendered");
        File.ReadAllText(node.NetworkFile("red", "long")).ShouldContain("\"master\":\"eth7\"");
    }

    private static JsonNode? Status(AgentHarness node) => node.Api.Store.Find(Report)?["status"];

    private static string Cause(AgentHarness node) =>
        Status(node)?["networks"]?["failures"]?.AsArray().FirstOrDefault()?["cause"]?.GetValue<string>() ?? "";

    private static int Writes(AgentHarness node) =>
        node.Api.Requests.Count(request => request.Path == Report && request.Method == "PATCH");

    private static async Task LooksAsync(AgentHarness node, int looks)
    {
        var until = node.ReportLooks + looks;
        await Eventually.HoldsAsync(() => node.ReportLooks >= until, "looks");
    }
}
