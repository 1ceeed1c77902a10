using Ramus.Contract.Selection;
using Ramus.Node.Tests.Support;

namespace Ramus.Node.Tests.Networks;

public sealed class NetworkRenderingTests
{
    private const string Macvlan = """{"cniVersion":"0.3.1","type":"macvlan","master":"eth1"}""";

    [Fact]
    public async Task Networks_follow_the_API_server()
    {
        await using var node = await AgentHarness.CreateAsync();
        node.PutNetwork("default", "early", Macvlan);
        node.Start();
        await Eventually.HoldsAsync(() => File.Exists(node.NetworkFile("default", "early")), "early");

        node.PutNetwork("red", "late", Macvlan);
        await Eventually.HoldsAsync(() => File.Exists(node.NetworkFile("red", "late")), "late");
        node.PutNetwork("red", "late", Macvlan.Replace("eth1", "eth7", StringComparison.Ordinal));
        await Eventually.HoldsAsync(
            () => File.ReadAllText(node.NetworkFile("red", "late")).Contains("eth7", StringComparison.Ordinal),
            "changed");
        node.DeleteNetwork("red", "late");
        await Eventually.HoldsAsync(() => !File.Exists(node.NetworkFile("red", "late")), "deleted");
        File.Exists(node.NetworkFile("default", "early")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_bad_network_is_logged_without_an_event_and_heals()
    {
        await using var node = await AgentHarness.StartAsync();
        node.PutNetwork("default", "bad", "{\n  \"type\": }");
        await Eventually.HoldsAsync(() => node.Refusals.Count == 1, "logged");

        node.Refusals[0].ShouldContain("network default/bad: spec.config");
        node.Refusals[0].ShouldContain("line 2");
        node.Events("NotRendered").ShouldBeEmpty();
        node.PutNetwork("default", "bad", Macvlan);
        await Eventually.HoldsAsync(() => File.Exists(node.NetworkFile("default", "bad")), "healed");
    }

    [Fact]
    public async Task Networks_that_wait_for_the_node_are_not_read_again_one_by_one()
    {
        await using var node = await AgentHarness.CreateAsync();
        node.Root.Write("conf/ramus.d/networks/default/stale.conflist", "{}");
        for (var i = 0; i < 5; i++)
        {
            node.PutNetwork(
                "default", $"own-{i}", Macvlan.Replace("eth1", "${node.labels['nic']}", StringComparison.Ordinal), null,
                (Annotations.Render, "node"));
        }

        node.Start();
        await Eventually.HoldsAsync(() => !File.Exists(node.NetworkFile("default", "stale")), "the sweep has begun");
        node.PutNode(("nic", "eth5"));
        await Eventually.HoldsAsync(
            () => Enumerable.Range(0, 5).All(i => File.Exists(node.NetworkFile("default", $"own-{i}"))), "rendered");

        node.Api.Requests.ShouldNotContain(
            request => request.Path.Contains("network-attachment-definitions/own-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_network_longer_than_a_mebibyte_is_refused_and_others_go_on()
    {
        await using var node = await AgentHarness.StartAsync();
        node.PutNetwork("default", "long", Macvlan + new string(' ', 1024 * 1024));
        await Eventually.HoldsAsync(() => node.Refusals.Count == 1, "refused");

        node.Refusals[0].ShouldContain("network default/long: spec.config has");
        node.PutNetwork("default", "mac", Macvlan);
        await Eventually.HoldsAsync(() => File.Exists(node.NetworkFile("default", "mac")), "rendered");
    }

    [Theory]
    [InlineData(247, Macvlan)]
    [InlineData(253, Macvlan)]
    [InlineData(253, null)]
    public async Task A_name_that_cannot_be_a_file_is_refused_once(int length, string? config)
    {
        var name = new string('a', length);
        await using var node = await AgentHarness.StartAsync();
        node.PutNetwork("default", name, config);
        await Eventually.HoldsAsync(() => node.Refusals.Count == 1, "refused");

        // A retry would come after milliseconds, before the sweep has rendered this network.
        node.PutNetwork("default", "mac", Macvlan);
        await Eventually.HoldsAsync(() => File.Exists(node.NetworkFile("default", "mac")), "rendered");

        node.Refusals.ShouldHaveSingleItem();
        node.DeleteNetwork("default", name);
    }

    [Fact]
    public async Task A_network_that_the_disk_cannot_take_is_fetched_and_rendered_when_it_can()
    {
        await using var node = await AgentHarness.StartAsync();
        var blocker = node.Root.Write("conf/ramus.d/networks/red", "a file in place of the folder");
        node.PutNetwork("red", "late", Macvlan);
        await Eventually.HoldsAsync(
            () => node.Api.Requests.Any(
                request => request.Path.Contains("network-attachment-definitions/late", StringComparison.Ordinal)),
            "tried again");

        File.Delete(blocker);

        await Eventually.HoldsAsync(() => File.Exists(node.NetworkFile("red", "late")), "rendered");
    }

    [Fact]
    public async Task Node_dependent_networks_beyond_the_budget_are_fetched_when_the_node_changes()
    {
        await using var node = await AgentHarness.CreateAsync();
        var config = Macvlan.Replace("eth1", "${node.labels['nic']}", StringComparison.Ordinal);
        node.PutNode(("nic", "eth5"));
        for (var i = 0; i < 300; i++)
        {
            node.PutNetwork(
                "default", $"own-{i}", config + new string(' ', 8000), null, (Annotations.Render, "node"));
        }

        node.Start();
        await Eventually.HoldsAsync(() => All("eth5"), "rendered");
        node.PutNode(("nic", "eth6"));
        await Eventually.HoldsAsync(() => All("eth6"), "rendered again");

        // 2 Mi characters have room for 259 of them.
        node.Api.Requests.Count(
            request => request.Path.Contains("network-attachment-definitions/own-", StringComparison.Ordinal))
            .ShouldBeInRange(30, 100);

        bool All(string nic) => Enumerable.Range(0, 300).All(i => File.Exists(node.NetworkFile("default", $"own-{i}"))
            && File.ReadAllText(node.NetworkFile("default", $"own-{i}")).Contains(nic, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Needs", "Time")]
    public async Task More_text_than_may_wait_is_still_rendered()
    {
        await using var node = await AgentHarness.CreateAsync();
        for (var i = 0; i < 200; i++)
        {
            node.PutNetwork("default", $"big-{i}", Macvlan + new string(' ', 60_000));
        }

        node.Start();

        await Eventually.HoldsAsync(
            () => Enumerable.Range(0, 200).All(i => File.Exists(node.NetworkFile("default", $"big-{i}"))),
            "all rendered");
    }

    [Fact]
    public async Task Files_of_networks_deleted_while_the_agent_was_away_go_only_after_the_first_full_list()
    {
        await using var node = await AgentHarness.CreateAsync();
        var stale = node.NetworkFile("default", "stale");
        node.Root.Write("conf/ramus.d/networks/default/stale.conflist", "{}");
        var list = new TaskCompletionSource();
        node.Api.Intercept = async (request, _) =>
        {
            if (request.Path.Contains("network-attachment", StringComparison.Ordinal))
            {
                await list.Task;
            }

            return false;
        };
        node.Start();
        await Eventually.HoldsAsync(
            () => node.Api.Requests.Any(r => r.Path.Contains("network-attachment", StringComparison.Ordinal)), "asked");
        File.Exists(stale).ShouldBeTrue();
        File.Exists(node.RuntimeConfig).ShouldBeFalse();

        list.SetResult();

        await Eventually.HoldsAsync(() => !File.Exists(stale), "swept");
        await Eventually.HoldsAsync(() => File.Exists(node.RuntimeConfig), "in force");
    }

    [Fact]
    public async Task A_network_of_a_file_follows_the_file()
    {
        await using var node = await AgentHarness.StartAsync();
        node.PutNetwork("default", "flannel-2", null);
        await Eventually.HoldsAsync(() => node.Refusals.Count == 1, "no file yet");
        Directory.CreateDirectory(node.Root["files"]);
        node.Root.Write("files/00-broken.conf", "broken");
        await node.StopAsync();
        node.Start();

        node.Root.Write("files/10-flannel.conf", """{"name":"flannel-2","type":"flannel"}""");

        await Eventually.HoldsAsync(() => File.Exists(node.NetworkFile("default", "flannel-2")), "rendered");
        node.Root.Write("files/10-flannel.conf", """{"name":"flannel-2","type":"flannel","mtu":1400}""");
        await Eventually.HoldsAsync(
            () => File.ReadAllText(node.NetworkFile("default", "flannel-2")).Contains("1400", StringComparison.Ordinal),
            "followed");
    }

    [Fact]
    public async Task The_node_keeps_its_files_when_the_API_server_and_then_the_agent_go_away()
    {
        await using var node = await AgentHarness.StartAsync();
        node.PutNetwork("default", "mac", Macvlan);
        await Eventually.HoldsAsync(() => File.Exists(node.NetworkFile("default", "mac")), "rendered");

        await node.Api.StopAsync();
        await node.StopAsync();
        node.Start();
        await Eventually.HoldsAsync(() => !node.ReadyReport.Contains("[-]plugin", StringComparison.Ordinal), "started");

        File.Exists(node.NetworkFile("default", "mac")).ShouldBeTrue();
        File.Exists(node.RuntimeConfig).ShouldBeTrue();
        node.ReadyReport.ShouldContain("[-]networks failed");
        await node.Api.StartAgainAsync();
        node.PutNetwork("default", "new", Macvlan);
        await Eventually.HoldsAsync(() => File.Exists(node.NetworkFile("default", "new")), "back");
    }

    [Fact]
    [Trait("Needs", "Time")]
    public async Task Thousands_of_networks_are_all_rendered()
    {
        await using var node = await AgentHarness.CreateAsync();
        for (var i = 0; i < 2000; i++)
        {
            node.PutNetwork($"team-{i % 20}", $"network-{i}", Macvlan);
        }

        node.Start();

        await Eventually.HoldsAsync(
            () => Directory.Exists(node.Root["conf/ramus.d"])
                && Directory.EnumerateFiles(node.Root["conf/ramus.d"], "*.conflist", SearchOption.AllDirectories)
                    .Count() == 2000,
            "all rendered");
    }
}
