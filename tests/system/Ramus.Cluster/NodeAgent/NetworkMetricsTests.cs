using System.Text.RegularExpressions;

namespace Ramus.Cluster.NodeAgent;

/// <summary>The metrics about the networks of the node's pods, as Prometheus scrapes them.</summary>
public sealed partial class NetworkMetricsTests : IAsyncLifetime
{
    private TestNamespace @namespace = null!;

    public async ValueTask InitializeAsync()
    {
        if (TestCluster.IsGiven)
        {
            await RamusSystem.ReadyAsync();
            @namespace = await TestNamespace.CreateAsync("metrics");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (@namespace is not null)
        {
            await @namespace.DisposeAsync();
        }
    }

    [ClusterFact]
    public async Task A_pods_interfaces_and_times_are_counted_until_it_ends()
    {
        var before = Adds(await ScrapeAsync());
        await @namespace.AddNetworkAsync("counted", """{"cniVersion":"1.0.0","type":"bridge","bridge":"rbcounted"}""");
        await @namespace.AddPodAsync("counted", "counted");
        await @namespace.RunningAsync("counted");

        var text = "";
        await Eventually.AgreesAsync(
            async () => Adds(text = await ScrapeAsync()) > before, "the ADD is counted", () => Task.FromResult(text));
        var labels = $"namespace=\"{@namespace.Name}\",pod=\"counted\",interface=";
        var network = $"network=\"{@namespace.Name}/counted\"";
        text.ShouldContain($"ramus_pod_network_info{{{labels}\"net1\",{network}}} 1\n");
        text.ShouldContain($"ramus_pod_network_info{{{labels}\"eth0\",network=\"cbr0\"}} 1\n");

        await @namespace.DeletePodAsync("counted");
        await Eventually.AgreesAsync(
            async () => !(await ScrapeAsync()).Contains(labels, StringComparison.Ordinal), "the pod's interfaces end");
    }

    private static async Task<string> ScrapeAsync() => await TestCluster.Current.OnNodeAsync(
        "bash", "-c",
        $"exec 3<>/dev/tcp/{TestCluster.Current.NodeAddress}/9083 "
        + "&& printf 'GET /metrics HTTP/1.0\\r\\n\\r\\n' >&3 && cat <&3");

    private static long Adds(string metrics) =>
        Count().Match(metrics) is { Success: true } found ? long.Parse(found.Groups[1].Value, InvariantCulture) : 0;

    [GeneratedRegex("""ramus_add_phase_duration_seconds_count\{phase="delegates"\} (\d+)""")]
    private static partial Regex Count();
}
