using System.Text.Json.Nodes;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.NodeNetwork;

namespace Ramus.Cluster.Harness;

/// <summary>The programs under test, as installed by the chart.</summary>
public static class RamusSystem
{
    public const string Namespace = "ramus-system";

    /// <summary>The path of the nodes' reports on the API server.</summary>
    public const string ReportsPath =
        $"/apis/{NodeNetworkResource.Group}/{NodeNetworkResource.Version}/{NodeNetworkResource.Plural}";

    public static IReadOnlyList<string> Programs { get; } = ["ramus-operator", "ramus-webhook", "ramus-node"];

    private static KubernetesApi Api => TestCluster.Current.Api;

    public static string PathOf(string resource) => $"/api/v1/namespaces/{Namespace}/{resource}";

    /// <summary>The pods of a program that are not terminating.</summary>
    public static async Task<IReadOnlyList<JsonNode>> PodsAsync(string program) =>
        [.. (await Api.ListAsync(PathOf($"pods?labelSelector=app.kubernetes.io/name={program}")))
            .Where(pod => !pod.IsEnding())];

    public static Task<JsonNode> ReadyPodAsync(string program) => Eventually.GetAsync(
        async () => (await PodsAsync(program)).FirstOrDefault(pod => pod.IsReady()),
        $"{program} is ready");

    /// <summary>Waits until the system is ready again after an earlier test.</summary>
    public static async Task ReadyAsync()
    {
        TestCluster.Require();
        foreach (var program in Programs)
        {
            await ReadyPodAsync(program);
        }
    }

    /// <summary>The node agent's processes on this machine.</summary>
    public static IReadOnlyList<int> AgentProcesses() =>
        ProcessList.With("ramus-node", $"--node-name={TestCluster.Current.NodeName}");

    /// <summary>Deletes a program's pod and waits for its replacement.</summary>
    public static async Task<JsonNode> ReplaceAsync(string program, Action? meanwhile = null)
    {
        var old = (await ReadyPodAsync(program)).Name();
        await Api.DeleteAsync(PathOf($"pods/{old}"));
        return await Eventually.GetAsync(
            async () =>
            {
                meanwhile?.Invoke();
                return (await PodsAsync(program)).FirstOrDefault(pod => pod.Name() != old && pod.IsReady());
            },
            $"{program} is ready again");
    }

    /// <summary>
    /// Makes the kubelet refresh a program's mounted Secrets and ConfigMaps: it does so when the pod changes, otherwise
    /// once per minute.
    /// </summary>
    public static async Task RefreshFilesAsync(string program)
    {
        var annotations = new JsonObject { ["ramus.dev/refreshed"] = $"{DateTime.UtcNow.Ticks}" };
        await Api.PatchAsync(PathOf($"pods/{(await ReadyPodAsync(program)).Name()}"), new JsonObject
        {
            ["metadata"] = new JsonObject { ["annotations"] = annotations },
        });
    }

    /// <summary>The runtime configuration on the node that calls ramus.</summary>
    public static string RuntimeConfigFile =>
        Path.Combine(TestCluster.Current.ConfDirectory, NodeLayout.RuntimeConfig);

    /// <summary>The attachment records and status reports on the node.</summary>
    public static string StateDirectory => Path.Combine(TestCluster.Current.StateDirectory, "ramus");
}
