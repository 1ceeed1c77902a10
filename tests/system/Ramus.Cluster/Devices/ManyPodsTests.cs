using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Ramus.Cluster.Devices;

/// <summary>
/// A whole pool is allocated at once, two devices per pod. A test run creates 50 pods. RAMUS_PODS=250 is the maximum
/// for the node (`maxPods` is 300 in tests/cluster) and takes minutes. The test brings its own default network, with
/// enough addresses for all pods.
/// </summary>
[Collection(Disturbing.Name)]
public sealed class ManyPodsTests(ITestOutputHelper output)
{
    private static readonly int Pods =
        int.TryParse(Environment.GetEnvironmentVariable("RAMUS_PODS"), InvariantCulture, out var pods) ? pods : 50;

    [ClusterFact]
    public async Task No_device_is_assigned_wrongly_or_twice()
    {
        await RamusSystem.ReadyAsync();
        await using var pool = await DevicePool.CreateAsync(2 * Pods);
        await using var @namespace = await TestNamespace.CreateAsync("many");
        await @namespace.AddNetworkAsync("wide", """
            {
              "cniVersion": "1.0.0", "type": "bridge", "bridge": "wide0",
              "ipam": { "type": "host-local", "subnet": "10.90.0.0/20" }
            }
            """);
        await @namespace.AddNetworkAsync("fast", """{ "cniVersion": "1.0.0", "type": "sriov" }""", pool.Resource);

        var watch = Stopwatch.StartNew();
        await AddPodsAsync(@namespace, pool);
        var pods = await RunningAsync(@namespace);
        Figures.Write(
            output, $"{Pods} pods with 2 devices each, started together: run after {watch.Elapsed.TotalSeconds:0} s");

        var allocated = await pool.AllocatedAsync();
        pods.SelectMany(pod => allocated[pod.Uid()]).Distinct().Count().ShouldBe(2 * Pods);
        var calls = RecordedDevices.All().ToLookup(call => call.PodUid);
        foreach (var pod in pods)
        {
            var devices = allocated[pod.Uid()];
            calls[pod.Uid()].Distinct().OrderBy(call => call.Interface, StringComparer.Ordinal)
                .Select(call => (call.Interface, call.Device))
                .ShouldBe([("net1", devices[0]), ("net2", devices[1])], pod.Name());
        }

        var count = pods.Sum(pod => calls[pod.Uid()].Count());
        Figures.Write(output, $"ADD calls of the sriov plugin for {2 * Pods} attachments: {count}");
        await DeletedAsync(@namespace);
    }

    private static async Task AddPodsAsync(TestNamespace @namespace, DevicePool pool)
    {
        var pods = Enumerable.Range(0, Pods).Select(number =>
        {
            var pod = DeviceTests.Asking($"pod-{number}", "fast, fast", pool.Resource, 2);
            pod["metadata"]!["annotations"]!["v1.multus-cni.io/default-network"] = $"{@namespace.Name}/wide";
            return pod;
        });
        await Parallel.ForEachAsync(pods, async (pod, _) =>
            await TestCluster.Current.Api.CreateAsync(@namespace.PathOf("pods"), pod));
    }

    private static async Task<IReadOnlyList<JsonNode>> RunningAsync(TestNamespace @namespace)
    {
        IReadOnlyList<JsonNode> pods = [];
        await Eventually.AgreesAsync(
            async () => (pods = await ListAsync(@namespace)).Count(pod => pod.IsReady()) == Pods,
            $"{Pods} pods run",
            async () => $"{pods.Count(pod => pod.IsReady())} do; "
                + string.Join('\n', await @namespace.EventsAsync(pods.First(pod => !pod.IsReady()).Name())));
        return pods;
    }

    private static async Task DeletedAsync(TestNamespace @namespace)
    {
        await TestCluster.Current.Api.DeleteAsync(@namespace.PathOf("pods?gracePeriodSeconds=1"));
        await Eventually.AgreesAsync(
            async () => (await ListAsync(@namespace)).Count == 0, "the pods are gone");
    }

    private static Task<IReadOnlyList<JsonNode>> ListAsync(TestNamespace @namespace) =>
        TestCluster.Current.Api.ListAsync(@namespace.PathOf("pods"));
}
