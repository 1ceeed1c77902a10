using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace Ramus.Cluster.Devices;

/// <summary>
/// A pool of fake devices, offered on the node by its own device plugin until disposed. `seed-node` has built the
/// plugin.
/// </summary>
internal sealed class DevicePool : IAsyncDisposable
{
    private const string Program = "artifacts/bin/Ramus.DevicePlugin/debug/Ramus.DevicePlugin.dll";
    private readonly IReadOnlyList<string> ids;
    private Process plugin;

    private DevicePool(string resource, IReadOnlyList<string> ids)
    {
        (Resource, this.ids) = (resource, ids);
        plugin = Start();
    }

    public string Resource { get; }

    public static async Task<DevicePool> CreateAsync(int count)
    {
        var name = Guid.NewGuid().ToString("N")[..8];
        var pool = new DevicePool(
            $"devices.example/{name}",
            [.. Enumerable.Range(0, count).Select(n => $"0000:{n >> 8:x2}:{(n >> 3) & 31:x2}.{n & 7}")]);
        await pool.OfferedAsync();
        return pool;
    }

    /// <summary>Kills the plugin, as a crash or an eviction does, and starts it again.</summary>
    public void Restart()
    {
        Kill();
        plugin = Start();
    }

    public Task OfferedAsync() => Eventually.AgreesAsync(
        async () =>
        {
            var node = await TestCluster.Current.Api.GetAsync($"/api/v1/nodes/{TestCluster.Current.NodeName}");
            return (string?)node["status"]!["allocatable"]![Resource] == ids.Count.ToString(InvariantCulture);
        },
        $"the node offers {ids.Count} of {Resource}");

    public async ValueTask DisposeAsync()
    {
        // On SIGTERM the plugin removes its device information.
        await CommandResult.OfAsync("kill", ["-TERM", $"{plugin.Id}"]);
        plugin.WaitForExit(TimeSpan.FromSeconds(10));
        Kill();
    }

    /// <summary>The devices of each pod, sorted, from the kubelet's checkpoint.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> AllocatedAsync()
    {
        var checkpoint = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(
            TestCluster.Current.KubeletDirectory, "device-plugins/kubelet_internal_checkpoint")))!;
        return (checkpoint["Data"]!["PodDeviceEntries"]?.AsArray() ?? [])
            .Where(entry => (string?)entry!["ResourceName"] == Resource)
            .ToLookup(
                entry => (string)entry!["PodUID"]!,
                // The device IDs are grouped by NUMA node.
                entry => entry!["DeviceIDs"]!.AsObject().SelectMany(node => node.Value!.AsArray()))
            .ToDictionary(
                pod => pod.Key,
                IReadOnlyList<string> (pod) =>
                    [.. pod.SelectMany(id => id).Select(id => (string)id!).Order(StringComparer.Ordinal)]);
    }

    public async Task<IReadOnlyList<string>> AllocatedToAsync(JsonNode pod) =>
        (await AllocatedAsync()).GetValueOrDefault(pod.Uid()) ?? [];

    private Process Start()
    {
        // .../shared/Microsoft.NETCore.App/10.0.0/ is three folders below dotnet itself.
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));
        return Process.Start(new ProcessStartInfo(
            "nsenter",
            [
                "--target", $"{TestCluster.Current.ProcessOf("node")}", "--net", "--mount", "--",
                dotnet, Repository.Path(Program),
                "/var/lib/kubelet/device-plugins", "/var/run/k8s.cni.cncf.io/devinfo", Resource, .. ids,
            ])
        {
            // A log line per call would fill the pipe, which this test does not read.
            Environment = { ["Logging__LogLevel__Default"] = "Warning" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    private void Kill()
    {
        plugin.Kill();
        plugin.WaitForExit();
        plugin.Dispose();
    }
}
