using Ramus.Node.Tests.Support;

namespace Ramus.Node.Tests.Hosting;

public sealed class AgentTests
{
    [Fact]
    public async Task A_node_becomes_ready_with_plugin_configuration_and_socket()
    {
        await using var node = await AgentHarness.StartAsync();

        File.ReadAllText(node.Root["bin/ramus"]).ShouldBe("binary");
        var conf = await File.ReadAllTextAsync(node.RuntimeConfig, TestContext.Current.CancellationToken);
        conf.ShouldContain("\"cbr0\"");
        conf.ShouldContain(node.Options.Socket);
        File.GetUnixFileMode(node.Options.Socket).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Convert.ToString((int)File.GetUnixFileMode(node.Root["run"]), 8).ShouldBe("700");
        Convert.ToString((int)File.GetUnixFileMode(node.Root["state/spool"]), 8).ShouldBe("700");
    }

    [Fact]
    public async Task A_stop_leaves_the_node_as_it_is()
    {
        await using var node = await AgentHarness.StartAsync();

        await node.StopAsync();

        File.Exists(node.RuntimeConfig).ShouldBeTrue();
        node.Root.Names("bin").ShouldBe(["ramus"]);
    }

    [Fact]
    public async Task Our_file_is_restored_after_its_removal_with_an_event()
    {
        await using var node = await AgentHarness.StartAsync();
        var ours = node.RuntimeConfig;

        File.Move(ours, ours + ".cilium_bak");

        await Eventually.HoldsAsync(() => File.Exists(ours), "repaired");
        await Eventually.HoldsAsync(() => node.Events("CniConfigRepaired").Count == 1, "an event");
        var report = node.Events("CniConfigRepaired").Single();
        report["involvedObject"]!["kind"]!.GetValue<string>().ShouldBe("Node");
        report["message"]!.GetValue<string>().ShouldContain("cilium_bak");
    }

    [Fact]
    public async Task Without_a_default_network_the_readiness_says_what_is_missing_and_it_may_come_later()
    {
        await using var node = await AgentHarness.CreateAsync();
        File.Delete(node.Root["conf/10-bridge.conf"]);
        node.Start();
        await Eventually.HoldsAsync(
            () => node.ReadyReport.Contains("install the cluster's network", StringComparison.Ordinal), "the reason");

        node.Root.Write("conf/10-flannel.conflist", "");
        node.Root.Write("conf/10-flannel.conflist", """{"name":"cbr0","plugins":[{"type":"flannel"}]}""");

        await Eventually.HoldsAsync(() => node.IsReady, "ready");
    }

    [Fact]
    public async Task A_node_that_the_API_server_does_not_know_is_not_ready_until_it_appears()
    {
        await using var node = await AgentHarness.StartAsync();
        const string missing = "[-]node failed: the API server has no node 'node-1'; set --node-name (NODE_NAME) to";
        await Eventually.HoldsAsync(() => node.ReadyReport.Contains(missing, StringComparison.Ordinal), "not ready");
        await Eventually.HoldsAsync(() => node.Logged("the API server has no node 'node-1'"), "logged");

        node.PutNode();

        await Eventually.HoldsAsync(() => node.ReadyReport.Contains("[+]node ok", StringComparison.Ordinal), "ready");
        await Eventually.HoldsAsync(
            () => node.Logged("Found the Node object node-1 in the API server."), "logged as well");

        node.Api.Store.Delete("/api/v1/nodes/node-1");

        await Eventually.HoldsAsync(() => node.ReadyReport.Contains(missing, StringComparison.Ordinal), "gone again");
    }

    [Fact]
    public async Task A_node_that_is_known_from_the_start_is_logged_as_nothing_special()
    {
        await using var node = await AgentHarness.CreateAsync();
        node.PutNode();

        node.Start();

        await Eventually.HoldsAsync(() => node.IsReady, "ready");
        await Eventually.HoldsAsync(() => node.ReadyReport.Contains("[+]node ok", StringComparison.Ordinal), "known");
        node.Logged("API server has").ShouldBeFalse();
    }

    [Fact]
    public async Task A_normal_start_makes_no_warning_of_the_default_network()
    {
        await using var node = await AgentHarness.StartAsync();

        // The event of the repair comes after every event of the start.
        File.Delete(node.RuntimeConfig);
        await Eventually.HoldsAsync(() => node.Events("CniConfigRepaired").Count == 1, "an event");

        node.Events("DefaultNetworkProblem").ShouldBeEmpty();
        node.Logged("the problem is resolved").ShouldBeFalse();
    }

    [Fact]
    public async Task A_plugin_that_cannot_be_installed_yet_is_tried_again_and_nothing_calls_it_before()
    {
        await using var node = await AgentHarness.CreateAsync();
        File.Move(node.Options.Plugin, node.Options.Plugin + ".later");
        node.Start();
        await Eventually.HoldsAsync(
            () => node.ReadyReport.Contains("[+]networks", StringComparison.Ordinal)
                && node.ReadyReport.Contains("[-]plugin", StringComparison.Ordinal), "no plugin");
        File.Exists(node.RuntimeConfig).ShouldBeFalse();

        File.Move(node.Options.Plugin + ".later", node.Options.Plugin);

        await Eventually.HoldsAsync(() => node.IsReady, "ready");
    }

    [Fact]
    public async Task Another_plugin_under_our_name_is_replaced_at_the_next_start()
    {
        await using var node = await AgentHarness.CreateAsync();
        node.Root.Write("bin/ramus", "old version");

        node.Start();

        await Eventually.HoldsAsync(() => File.ReadAllText(node.Root["bin/ramus"]) == "binary", "installed");
    }
}
