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
            + "namespace red may not use bridge; allowed are macvlan (policy-plugin); change it, or ask the "
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
        await Eventually.HoldsAsync(() => Count(node) == 0 && Has(node, "red", "mac"), "taken away");

        // What cannot be read changes nothing.
        Write(node, """{"rule": []}""");
        await Eventually.HoldsAsync(() => node.Logged("last good policy stays in force"), "reported");
        Count(node).ShouldBe(0);

        Write(node, """{"rules": [{"namespaces": ["red"], "plugins": ["macvlan"]}], "onNodes": "allow"}""");
        await Eventually.HoldsAsync(() => Count(node) == Bridges, "given back");
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
    public async Task Who_may_use_which_network_is_told_to_the_plugin()
    {
        await using var node = await AgentHarness.StartAsync();
        UseOf(node).ShouldBeNull();

        Write(node, """{"use": {"grants": [{"namespaces": ["re*"], "networks": ["shared/lan"]}]}}""");
        await Eventually.HoldsAsync(() => UseOf(node) is not null, "told");

        var use = UseOf(node)!;
        use.WhyForbidden(new NetworkKey("shared", "lan"), "red").ShouldBeNull();
        use.WhyForbidden(new NetworkKey("shared", "lan"), "blue").ShouldNotBeNull();
        File.Delete(node.Options.PolicyFile);
        await Eventually.HoldsAsync(() => UseOf(node) is null, "taken back");
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
        UseOf(node)!.WhyForbidden(new NetworkKey("blue", "net"), "red").ShouldNotBeNull();
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

        await Eventually.HoldsAsync(() => Has(node, "red", "good") && node.Refusals.Count >= 1, "judged by it");
        node.Refusals[0].ShouldContain("may not use bridge");
        await Eventually.HoldsAsync(() => Rendered(node), "told to the plugin");
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
        node.Refusals[0].ShouldContain($"it has the name \"{Taken}\" of the node's default network");
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

    // The tenant keeps the node from rendering the new state, so that the old one would stay.
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
    public async Task The_copy_of_a_policy_goes_with_the_policy_also_while_the_agent_is_away()
    {
        await using var node = await AgentHarness.CreateAsync();
        node.Root.Write("conf/ramus.d/policy.json", "{}");
        node.Start();

        await Eventually.HoldsAsync(() => !File.Exists(node.Root["conf/ramus.d/policy.json"]), "removed");
    }

    private static string? NameOf(AgentHarness node, string @namespace, string name) =>
        !Has(node, @namespace, name) ? null
        : JsonDocument.Parse(File.ReadAllBytes(node.NetworkFile(@namespace, name)))
            .RootElement.GetProperty("name").GetString();

    private static bool Rendered(AgentHarness node) => File.Exists(node.Root["conf/00-ramus.conflist"]);

    private static NetworkUse? UseOf(AgentHarness node)
    {
        using var config = JsonDocument.Parse(File.ReadAllBytes(node.Root["conf/00-ramus.conflist"]));
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
