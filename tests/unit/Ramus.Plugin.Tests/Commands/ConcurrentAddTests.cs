using System.Text.Json.Nodes;

namespace Ramus.Plugin.Tests.Commands;

/// <summary>'concurrentAdds': the number of ADDs that run at once; all other commands are not counted.</summary>
public sealed class ConcurrentAddTests : IDisposable
{
    private readonly ScratchDirectory scratch = new();
    private readonly ScratchNode node = new(new RamusPlugin());

    public ConcurrentAddTests()
    {
        node.Add("earlier").ShouldSucceed();
        node.Plugins.Forget();
        node.Plugins.On("default", "ADD", $$"""
            until [ -e '{{Go}}' ]; do sleep 0.01; done
            echo '{"cniVersion":"1.0.0","interfaces":[{"name":"eth0"}]}'
            """);
    }

    private string Go => scratch["go"];

    public void Dispose()
    {
        node.Dispose();
        scratch.Dispose();
    }

    [Fact]
    public async Task Further_pods_wait_and_everything_else_goes_on()
    {
        node.Settings["concurrentAdds"] = 2;
        var adds = Start(5);
        await Eventually.HoldsAsync(() => node.Plugins.Calls.Count == 2, "two work");

        node.Check("earlier").ShouldSucceed();
        node.Delete("earlier").ShouldSucceed();
        node.Delete("never-seen").ShouldSucceed();
        node.Plugins.Log.Count(call => call.StartsWith("ADD", StringComparison.Ordinal)).ShouldBe(2);

        await ReleaseAsync(adds);
        node.Plugins.Log.Count(call => call.StartsWith("ADD", StringComparison.Ordinal)).ShouldBe(5);
    }

    [Fact]
    public async Task A_pod_that_waits_too_long_is_refused_with_the_reason_and_leaves_nothing_behind()
    {
        node.Settings["concurrentAdds"] = 1;
        var first = Start(1);
        await Eventually.HoldsAsync(() => node.Plugins.Calls.Count == 1, "one works");
        node.Settings["timeouts"] = new JsonObject { ["add"] = 1 };

        var answer = node.Add("late");

        answer.ShouldFail(11).ShouldContain(
            "waited 0.5 s for its turn, because this node attaches at most 1 pod at once");
        answer.Details.ShouldContain("raise 'concurrentAdds' (the chart's value node.plugin.concurrentAdds)");
        node.Remembered.ShouldNotContain(path => path.Contains("late", StringComparison.Ordinal));
        await ReleaseAsync(first);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("3")]
    [InlineData("100000")]
    public async Task As_many_as_are_allowed_work_at_once(string setting)
    {
        node.Settings["concurrentAdds"] = JsonNode.Parse(setting);
        var adds = Start(3);

        await Eventually.HoldsAsync(() => node.Plugins.Calls.Count == 3, "all work");

        await ReleaseAsync(adds);
    }

    [Fact]
    public async Task Without_the_setting_the_number_of_CPUs_decides()
    {
        var usual = Math.Max(8, 4 * Environment.ProcessorCount);
        var adds = Start(usual + 1);
        await Eventually.HoldsAsync(() => node.Plugins.Calls.Count == usual, "as many as usual");
        node.Delete("earlier").ShouldSucceed();
        node.Plugins.Log.Count(call => call.StartsWith("ADD", StringComparison.Ordinal)).ShouldBe(usual);

        await ReleaseAsync(adds);
    }

    [Theory]
    [InlineData("\"two\"")]
    [InlineData("1.5")]
    public void A_setting_that_is_no_number_is_refused(string setting)
    {
        node.Settings["concurrentAdds"] = JsonNode.Parse(setting);

        node.Add("pod").ShouldFail(7).ShouldContain("'concurrentAdds'");
    }

    private Task<PluginAnswer>[] Start(int count) =>
    [
        .. Enumerable.Range(0, count).Select(number => Task.Factory.StartNew(
            () => node.Add($"pod-{number}"), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning,
            TaskScheduler.Default)),
    ];

    private async Task ReleaseAsync(Task<PluginAnswer>[] adds)
    {
        scratch.Write("go", "");
        foreach (var answer in await Task.WhenAll(adds))
        {
            answer.ShouldSucceed();
        }
    }
}
