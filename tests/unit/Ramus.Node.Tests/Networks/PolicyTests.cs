using System.Text.Json;
using Ramus.Contract.Agent;
using Ramus.Contract.Policy;
using Ramus.Contract.Selection;
using Ramus.Node.Tests.Support;

namespace Ramus.Node.Tests.Networks;

public sealed class PolicyTests
{
    private const int Bridges = 20;
    private const string OnlyMacvlan = """{"rules": [{"namespaces": ["red"], "plugins": ["macvlan"]}]}""";
    private const string Macvlan = """{"cniVersion":"0.3.1","type":"macvlan","master":"eth1"}""";
    private const string Bridge = """{"cniVersion":"0.3.1","type":"bridge","bridge":"br7"}""";

    [Fact]
    public async Task A_network_that_breaks_a_rule_is_not_run_by_the_node_whether_the_webhook_saw_it_or_not()
    {
        await using var node = await AgentHarness.CreateAsync();
        Write(node, OnlyMacvlan);
        node.PutNetwork("red", "good", Macvlan);
        node.PutNetwork("red", "bad", Bridge);
        node.PutNetwork("blue", "free", Bridge);
        node.Start();
        await Eventually.HoldsAsync(
            () => Has(node, "red", "good") && Has(node, "blue", "free") && node.Refusals.Count >= 1, "rendered");

        Has(node, "red", "bad").ShouldBeFalse();
        const string Sentence = "network red/bad is forbidden by the cluster's policy: spec.config.type: networks of "
            + "namespace red may not use bridge; allowed: macvlan (policy-plugin); change the network, or ask the "
            + "cluster's administrator";
        node.Refusals[0].ShouldContain(Sentence);
        var reply = await node.AskAsync(new AgentRequest
        {
            Ask = AgentQuestion.Network,
            Network = new NetworkKey("red", "bad"),
        });
        reply.Error!.Message.ShouldBe(Sentence);
    }

    [Fact]
    [Trait("Needs", "Time")]
    public async Task Another_policy_takes_networks_away_and_gives_them_back()
    {
        await using var node = await AgentHarness.StartAsync();
        for (var i = 0; i < Bridges; i++)
        {
            node.PutNetwork("red", $"bridge-{i}", Bridge);
        }

        node.PutNetwork("red", "mac", Macvlan);
        await Eventually.HoldsAsync(() => Count(node) == Bridges && Has(node, "red", "mac"), "rendered");

        Write(node, OnlyMacvlan);
        await Eventually.HoldsAsync(() => Count(node) == 0 && Has(node, "red", "mac"), "removed");

        // An unreadable policy changes nothing.
        Write(node, """{"rule": []}""");
        await Eventually.HoldsAsync(() => node.Logged("last good policy stays in force"), "reported");
        Count(node).ShouldBe(0);

        Write(node, """{"rules": [{"namespaces": ["red"], "plugins": ["macvlan"]}], "onNodes": "allow"}""");
        await Eventually.HoldsAsync(() => Count(node) == Bridges, "rendered again");
    }

    [Fact]
    public async Task A_forbidden_network_does_not_keep_its_last_good_file_and_heals_when_it_is_changed()
    {
        await using var node = await AgentHarness.CreateAsync();
        Write(node, OnlyMacvlan);
        node.Start();
        node.PutNetwork("red", "net", Macvlan);
        await Eventually.HoldsAsync(() => Has(node, "red", "net"), "rendered");

        node.PutNetwork("red", "net", Bridge);
        await Eventually.HoldsAsync(() => !Has(node, "red", "net"), "removed");

        node.PutNetwork("red", "net", Macvlan);
        await Eventually.HoldsAsync(() => Has(node, "red", "net"), "rendered again");
    }

    [Fact]
    public async Task A_value_that_only_the_node_knows_is_judged_as_it_is_there()
    {
        await using var node = await AgentHarness.CreateAsync();
        Write(node, """{"rules": [{"namespaces": ["red"], "masters": ["eth1"]}]}""");
        node.PutNode(("uplink", "eth0"));
        node.PutNetwork(
            "red", "net", """{"cniVersion":"0.3.1","type":"macvlan","master":"${node.labels['uplink']}"}""", null,
            (Annotations.Render, "node"));
        node.Start();

        await Eventually.HoldsAsync(() => node.Refusals.Count >= 1, "refused");
        node.Refusals[0].ShouldContain("may not use eth0");
        Has(node, "red", "net").ShouldBeFalse();
    }

    [Fact]
    public async Task A_value_of_the_nodes_annotations_is_told_to_nobody_who_may_read_the_refusal()
    {
        await using var node = await AgentHarness.CreateAsync();
        Write(node, """{"rules": [{"namespaces": ["red"], "masters": ["eth1"]}]}""");
        node.PutNode([("uplink", "eth0")], [("pass", "7391-0246")]);
        node.PutNetwork(
            "red", "net", """{"cniVersion":"0.3.1","type":"macvlan","master":"${node.annotations['pass']}"}""", null,
            (Annotations.Render, "node"));
        node.Start();

        await Eventually.HoldsAsync(() => node.Refusals.Count >= 1, "refused");
        node.Refusals[0].ShouldContain("may not use ${node.annotations['pass']}");
        node.Refusals[0].ShouldNotContain("7391");
        var reply = await node.AskAsync(new AgentRequest
        {
            Ask = AgentQuestion.Network,
            Network = new NetworkKey("red", "net"),
        });
        reply.Error!.Message.ShouldNotContain("7391");
    }

    [Fact]
    [Trait("Needs", "Time")]
    public async Task The_rules_for_using_networks_are_written_for_the_plugin()
    {
        await using var node = await AgentHarness.StartAsync();
        UseOf(node).ShouldBeNull();

        Write(node, """{"use": {"grants": [{"namespaces": ["re*"], "networks": ["shared/lan"]}]}}""");
        await Eventually.HoldsAsync(() => UseOf(node) is not null, "written for the plugin");

        var use = UseOf(node)!;
        use.WhyForbidden(new NetworkKey("shared", "lan"), new("red", null)).ShouldBeNull();
        use.WhyForbidden(new NetworkKey("shared", "lan"), new("blue", null)).ShouldNotBeNull();
        File.Delete(node.Options.PolicyFile);
        await Eventually.HoldsAsync(() => UseOf(node) is null, "removed again");
        node.Events("CniConfigRepaired").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_policy_that_cannot_be_read_at_the_start_denies_every_network_until_it_is_corrected()
    {
        await using var node = await AgentHarness.CreateAsync();
        Write(node, """{"rule": []}""");
        node.PutNetwork("red", "net", Macvlan);
        node.Start();
        await Eventually.HoldsAsync(() => node.Refusals.Count >= 1, "refused");

        node.Refusals[0].ShouldContain("the cluster's policy cannot be read, so no network is allowed");
        Has(node, "red", "net").ShouldBeFalse();
        await Eventually.HoldsAsync(() => Rendered(node) && UseOf(node) is not null, "told to the plugin");
        UseOf(node)!.WhyForbidden(new NetworkKey("blue", "net"), new("red", null)).ShouldNotBeNull();
        node.Logged("no earlier policy is known on this node").ShouldBeTrue();

        Write(node, OnlyMacvlan);
        await Eventually.HoldsAsync(() => Has(node, "red", "net"), "rendered");
    }

    [Fact]
    public async Task A_node_remembers_its_policy_when_it_starts_with_a_broken_one()
    {
        await using var node = await AgentHarness.CreateAsync();
        node.Root.Write(
            "conf/ramus.d/policy.json",
            """{"rules": [{"namespaces": ["red"], "plugins": ["macvlan"]}], "use": {}}""");
        Write(node, "{");
        node.PutNetwork("red", "good", Macvlan);
        node.PutNetwork("red", "bad", Bridge);
        node.Start();

        await Eventually.HoldsAsync(() => Has(node, "red", "good") && node.Refusals.Count >= 1, "policy applies");
        node.Refusals[0].ShouldContain("may not use bridge");
        await Eventually.HoldsAsync(() => Rendered(node), "written for the plugin");
        UseOf(node)!.IsIsolated.ShouldBeTrue();
        node.Logged("last good policy stays in force").ShouldBeTrue();
    }

    [Fact]
    public async Task A_network_does_not_get_the_name_of_the_nodes_default_network()
    {
        await using var node = await AgentHarness.CreateAsync();
        Write(node, """{"rules": [{"namespaces": ["red"], "plugins": ["*"]}]}""");
        const string Taken = "cbr0";
        node.PutNetwork("red", Taken, Macvlan);
        node.PutNetwork("blue", Taken, Macvlan);
        node.Start();

        await Eventually.HoldsAsync(
            () => node.Refusals.Count >= 1 && !Has(node, "red", Taken) && Has(node, "blue", Taken), "refused");
        node.Refusals[0].ShouldContain($"its name \"{Taken}\" is the name of the node's default network");
    }

    [Fact]
    public async Task A_rule_can_give_networks_names_that_no_other_network_has()
    {
        await using var node = await AgentHarness.StartAsync();
        node.PutNetwork("red", "net", Macvlan);
        await Eventually.HoldsAsync(() => NameOf(node, "red", "net") == "net", "rendered");

        Write(node, """{"rules": [{"namespaces": ["red"], "names": "qualified"}]}""");

        await Eventually.HoldsAsync(() => NameOf(node, "red", "net") == "red.net", "renamed");
    }

    // The tenant makes the new version unrenderable, so that the old file would stay.
    [Fact]
    public async Task A_last_good_file_that_the_policy_forbids_goes_also_when_the_network_cannot_be_rendered_now()
    {
        await using var node = await AgentHarness.CreateAsync();
        Write(node, OnlyMacvlan[..^1] + """, "onNodes": "allow"}""");
        node.PutNode(("zone", "a"));
        node.PutNetwork("red", "net", Bridge);
        node.Start();
        await Eventually.HoldsAsync(() => Has(node, "red", "net"), "rendered");
        node.PutNetwork(
            "red", "net", """{"cniVersion":"0.3.1","type":"macvlan","master":"${node.labels['nope']}"}""", null,
            (Annotations.Render, "node"));
        await Eventually.HoldsAsync(() => node.Refusals.Count >= 1, "cannot be rendered");
        Has(node, "red", "net").ShouldBeTrue("the last good state stays");

        Write(node, OnlyMacvlan);

        await Eventually.HoldsAsync(() => !Has(node, "red", "net"), "the forbidden state goes");
    }

    [Fact]
    public async Task Without_an_API_server_the_files_of_an_earlier_run_are_judged_by_the_policy_of_now()
    {
        await using var node = await AgentHarness.CreateAsync();
        Write(node, OnlyMacvlan);
        Store(node, "red", "good", Macvlan);
        Store(node, "red", "bad", Bridge);
        Store(node, "blue", "bad", Bridge);
        Store(node, "red", "file", Bridge);
        node.Root.Write("files/file.conf", Bridge.Replace("{", """{"name":"file",""", StringComparison.Ordinal));
        await node.Api.StopAsync();

        node.Start();

        await Eventually.HoldsAsync(() => !Has(node, "red", "bad") && node.Refusals.Count >= 1, "forbidden");
        node.Refusals[0].ShouldContain("may not use bridge");
        Has(node, "red", "good").ShouldBeTrue();
        Has(node, "blue", "bad").ShouldBeTrue("no rule is for it");
        Write(node, OnlyMacvlan.Replace("red", "blue", StringComparison.Ordinal));
        await Eventually.HoldsAsync(() => !Has(node, "blue", "bad"), "forbidden by a later policy");
    }

    [Fact]
    public async Task A_network_that_was_forbidden_before_the_first_list_and_is_gone_is_no_failure_afterwards()
    {
        await using var node = await AgentHarness.CreateAsync();
        Write(node, OnlyMacvlan);
        Store(node, "red", "bad", Bridge);
        node.PutNetwork("red", "good", Macvlan);
        node.PutNode();
        node.Start();

        await Eventually.HoldsAsync(() => Has(node, "red", "good") && !Has(node, "red", "bad"), "in step");
        await Eventually.HoldsAsync(
            () => node.Api.Store.Find(AgentHarness.ReportPath)
                ?["status"]?["networks"] is { } networks && networks["rendered"]?.GetValue<int>() == 1
                    && networks["failed"]?.GetValue<int>() is null or 0,
            "nothing is reported");
    }

    [Fact]
    public async Task The_copy_of_a_policy_goes_with_the_policy_also_while_the_agent_is_away()
    {
        await using var node = await AgentHarness.CreateAsync();
        node.Root.Write("conf/ramus.d/policy.json", "{}");
        node.Start();

        await Eventually.HoldsAsync(() => !File.Exists(node.Root["conf/ramus.d/policy.json"]), "removed");
    }

    private static void Store(AgentHarness node, string @namespace, string name, string config) => node.Root.Write(
        $"conf/ramus.d/networks/{@namespace}/{name}.conflist",
        $$"""{"cniVersion":"0.3.1","name":"{{name}}","plugins":[{{config}}]}""");

    private static string? NameOf(AgentHarness node, string @namespace, string name) =>
        !Has(node, @namespace, name) ? null
        : JsonDocument.Parse(File.ReadAllBytes(node.NetworkFile(@namespace, name)))
            .RootElement.GetProperty("name").GetString();

    private static bool Rendered(AgentHarness node) => File.Exists(node.RuntimeConfig);

    private static NetworkUse? UseOf(AgentHarness node)
    {
        using var config = JsonDocument.Parse(File.ReadAllBytes(node.RuntimeConfig));
        return config.RootElement.GetProperty("plugins")[0].TryGetProperty("use", out var use)
            ? NetworkUse.Read(use, "use")
            : null;
    }

    private static bool Has(AgentHarness node, string @namespace, string name) =>
        File.Exists(node.NetworkFile(@namespace, name));

    private static int Count(AgentHarness node) =>
        Enumerable.Range(0, Bridges).Count(i => Has(node, "red", $"bridge-{i}"));

    private static void Write(AgentHarness node, string policy) => node.Root.Write("policy/policy.json", policy);
}
