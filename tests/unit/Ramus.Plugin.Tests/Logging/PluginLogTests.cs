
namespace Ramus.Plugin.Tests.Logging;

public sealed class PluginLogTests : IDisposable
{
    private readonly ScratchNode node = new(new RamusPlugin());
    private readonly ScratchDirectory logs = new();

    public PluginLogTests()
    {
        node.Settings["logFile"] = logs["ramus.log"];
        node.Settings["logLevel"] = "debug";
        node.Render(
            "shop/one", """{"cniVersion":"1.0.0","name":"one","plugins":[{"type":"one","password":"hunter2"}]}""");
    }

    public void Dispose()
    {
        node.Dispose();
        logs.Dispose();
    }

    [Fact]
    public void Every_event_is_one_line_of_JSON_without_secrets()
    {
        node.Asking("""[{"name":"one","cni-args":{"token":"hunter2"}}]""").Add().ShouldSucceed();
        node.Plugins.Fail("one", "DEL", 11, "not now");
        node.Delete().ShouldFail(11);

        var lines = File.ReadAllLines(logs["ramus.log"]);
        lines.Select(line => Json.Of(line).GetProperty("event").GetString())
            .ShouldBe(["attached", "attached", "done", "failed"]);
        lines.ShouldAllBe(line => Json.Of(line).GetProperty("container").GetString() == "pod-1");
        lines[^1].ShouldContain("network 'shop/one', interface 'net1'");
        lines.ShouldAllBe(line => !line.Contains("hunter2", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/no/such/directory/ramus.log")]
    [InlineData("/ramus\0.log")]
    [InlineData("ramus.log")]
    public void A_log_that_cannot_be_written_costs_no_pod_its_networks(string file)
    {
        node.Settings["logFile"] = file;

        node.Add().ShouldSucceed();
    }
}
