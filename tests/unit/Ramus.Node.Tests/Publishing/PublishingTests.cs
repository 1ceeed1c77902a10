using System.Diagnostics;
using Ramus.Contract.Agent;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Selection;
using Ramus.Node.Tests.Support;

namespace Ramus.Node.Tests.Publishing;

public sealed class PublishingTests
{
    private const string Status =
        "[{\n    \"name\": \"cbr0\",\n    \"interface\": \"eth0\",\n    \"default\": true,\n    \"dns\": {}\n}]";

    [Fact]
    public async Task A_report_becomes_the_annotation_and_the_events_and_is_gone()
    {
        await using var node = await AgentHarness.StartAsync();
        var uid = node.PutPod("p", ("kept", "yes"));
        await Spool(node, "c1", uid);

        await Eventually.HoldsAsync(() => node.AnnotationOf("p", Annotations.NetworkStatus) == Status, "published");
        await Eventually.HoldsAsync(() => node.Events("AddedInterface").Count == 2, "events");
        await Eventually.HoldsAsync(() => Spooled(node).Count == 0, "removed");

        node.AnnotationOf("p", "kept").ShouldBe("yes");
        var patch = node.Api.Requests.Single(request => request.Method == "PATCH");
        patch.Path.ShouldEndWith("/pods/p/status");
        patch.ContentType.ShouldStartWith("application/merge-patch+json");
        patch.Json["metadata"]!["uid"]!.GetValue<string>().ShouldBe(uid);
        node.Events("AddedInterface").Select(e => e["message"]!.GetValue<string>()).Order().ShouldBe(
            ["Add eth0 [10.244.1.7/24] from cbr0", "Add net1 [10.1.1.101/24] from default/macvlan-conf"]);
        node.Events("AddedInterface")[0]["source"]!["component"]!.GetValue<string>().ShouldBe("ramus");
    }

    [Fact]
    public async Task A_report_is_published_at_once()
    {
        await using var node = await AgentHarness.StartAsync();
        var uid = node.PutPod("p");
        await Spool(node, "warm", uid, "other");
        await Eventually.HoldsAsync(() => Spooled(node).Count == 0, "warmed up");
        var clock = Stopwatch.StartNew();

        await Spool(node, "c1", uid);
        await Eventually.HoldsAsync(() => node.AnnotationOf("p", Annotations.NetworkStatus) == Status, "published");

        // Less than the agent's resync of 15 s; the usual value is some milliseconds.
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(14));
    }

    [Fact]
    public async Task Reports_left_while_the_agent_was_away_are_published_at_its_start()
    {
        await using var node = await AgentHarness.CreateAsync();
        var uid = node.PutPod("p");
        Directory.CreateDirectory(node.Root["state/spool"]);
        await Spool(node, "c1", uid);

        node.Start();

        await Eventually.HoldsAsync(() => node.AnnotationOf("p", Annotations.NetworkStatus) == Status, "published");
    }

    [Fact]
    public async Task While_the_API_server_is_away_everything_waits()
    {
        await using var node = await AgentHarness.StartAsync();
        var uids = Enumerable.Range(0, 20).Select(i => node.PutPod($"p{i}")).ToList();
        await node.Api.StopAsync();
        for (var i = 0; i < uids.Count; i++)
        {
            await Spool(node, $"c{i}", uids[i], $"p{i}");
        }

        await node.Api.StartAgainAsync();

        await Eventually.HoldsAsync(
            () => Enumerable.Range(0, 20).All(i => node.AnnotationOf($"p{i}", Annotations.NetworkStatus) == Status),
            "all published");
        await Eventually.HoldsAsync(() => Spooled(node).Count == 0, "removed");
    }

    [Fact]
    public async Task A_refused_attempt_is_repeated()
    {
        await using var node = await AgentHarness.StartAsync();
        var uid = node.PutPod("p");
        var attempts = 0;
        node.Api.Intercept = async (request, context) =>
        {
            if (request.Method != "PATCH" || ++attempts > 3)
            {
                return false;
            }

            context.Response.StatusCode = 503;
            await context.Response.CompleteAsync();
            return true;
        };

        await Spool(node, "c1", uid);

        await Eventually.HoldsAsync(() => node.AnnotationOf("p", Annotations.NetworkStatus) == Status, "published");
        attempts.ShouldBe(4);
    }

    [Fact]
    public async Task The_status_of_a_pod_never_reaches_its_successor_of_the_same_name()
    {
        await using var node = await AgentHarness.StartAsync();
        var old = node.PutPod("web-0");
        node.DeletePod("web-0");
        node.PutPod("web-0");

        await Spool(node, "c1", old, "web-0");

        await Eventually.HoldsAsync(() => Spooled(node).Count == 0, "dropped");
        node.AnnotationOf("web-0", Annotations.NetworkStatus).ShouldBeNull();
        node.Events("AddedInterface").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pod_replaced_between_look_and_write_is_saved_by_the_servers_precondition()
    {
        await using var node = await AgentHarness.StartAsync();
        var old = node.PutPod("web-0");
        await Eventually.HoldsAsync(() => node.AskAsync(new AgentRequest
        {
            Ask = AgentQuestion.Annotations,
            Pod = new PodKey("default", "web-0", old),
        }).Result.Error is null, "cached");
        var replaced = false;
        node.Api.Intercept = (request, _) =>
        {
            if (request.Method == "PATCH" && !replaced)
            {
                replaced = true;
                node.DeletePod("web-0");
                node.PutPod("web-0");
            }

            return Task.FromResult(false);
        };

        await Spool(node, "c1", old, "web-0");

        await Eventually.HoldsAsync(() => Spooled(node).Count == 0, "dropped");
        node.AnnotationOf("web-0", Annotations.NetworkStatus).ShouldBeNull();
    }

    [Fact]
    public async Task The_report_of_a_pod_that_is_gone_is_dropped()
    {
        await using var node = await AgentHarness.StartAsync();

        await Spool(node, "c1", "u");

        await Eventually.HoldsAsync(() => Spooled(node).Count == 0, "dropped");
    }

    [Theory]
    [InlineData("c1", "{")]
    [InlineData("c1", """{"version":1,"containerID":"other","pod":{"namespace":"default","name":"p"}}""")]
    [InlineData("c1", """{"version":1,"containerID":"c1"}""")]
    public async Task A_file_that_is_not_a_report_is_dropped(string name, string content)
    {
        await using var node = await AgentHarness.StartAsync();

        node.Root.Write($"state/spool/{name}.json", content);

        await Eventually.HoldsAsync(() => Spooled(node).Count == 0, "dropped");
        node.Api.Requests.ShouldAllBe(request => request.Method != "PATCH");
    }

    [Fact]
    public async Task A_huge_file_and_a_link_are_not_read()
    {
        await using var node = await AgentHarness.StartAsync();
        File.CreateSymbolicLink(node.Root["state/spool/link.json"], "/etc/passwd");
        node.Root.Write("state/spool/huge.json", new string(' ', (1 << 20) + 1));

        await Eventually.HoldsAsync(() => Spooled(node).Count == 0, "dropped");

        File.Exists("/etc/passwd").ShouldBeTrue();
    }

    [Fact]
    public async Task A_status_that_the_server_will_never_take_is_not_tried_for_ever()
    {
        await using var node = await AgentHarness.StartAsync();
        var uid = node.PutPod("p");
        node.Api.Intercept = async (request, context) =>
        {
            if (request.Method != "PATCH")
            {
                return false;
            }

            context.Response.StatusCode = 422;
            await context.Response.CompleteAsync();
            return true;
        };

        await Spool(node, "c1", uid);

        await Eventually.HoldsAsync(() => Spooled(node).Count == 0, "dropped");
    }

    [Fact]
    public async Task A_static_pods_status_reaches_its_mirror()
    {
        await using var node = await AgentHarness.StartAsync();
        node.PutPod("static", ("kubernetes.io/config.mirror", "hash"));

        await Spool(node, "c1", "hash", "static");

        await Eventually.HoldsAsync(() => node.AnnotationOf("static", Annotations.NetworkStatus) == Status, "there");
    }

    private static IReadOnlyList<string> Spooled(AgentHarness node) =>
        [.. node.Root.Names("state/spool").Where(name => !name.EndsWith("commands.jsonl", StringComparison.Ordinal))];

    /// <summary>Writes a report as the plugin does: into a temporary file, which is then renamed.</summary>
    private static async Task Spool(AgentHarness node, string container, string uid, string pod = "p")
    {
        var report = new StatusReport
        {
            ContainerId = container,
            Pod = new PodKey("default", pod, uid),
            NetworkStatus = Status,
            Attachments =
            [
                new("cbr0", "eth0", ["10.244.1.7/24"]),
                new("default/macvlan-conf", "net1", ["10.1.1.101/24"]),
            ],
        };
        var path = node.Root[$"state/spool/{container}.json"];
        // Retry as the plugin does, because a busy agent may need a moment.
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path + ".tmp", report.ToJson(), TestContext.Current.CancellationToken);
        File.Move(path + ".tmp", path);
    }
}
