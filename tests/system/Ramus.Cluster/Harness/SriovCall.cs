using System.Text.Json.Nodes;

namespace Ramus.Cluster.Harness;

/// <summary>One ADD that the sriov stand-in recorded.</summary>
/// <param name="Devices">The device IDs in its configuration.</param>
public sealed record SriovCall(IReadOnlyList<string> Devices)
{
    private const string Resource = "intel.com/sriov";

    public static async Task<SriovCall> OfAsync(JsonNode pod, string @interface)
    {
        var sandbox = await Sandbox.OfAsync(pod);
        var record = JsonNode.Parse(await File.ReadAllTextAsync(
            TestCluster.Current.NodePath($"/run/ramus-test/sriov/{sandbox.Id}-{@interface}-ADD.json")))!;
        var config = record["stdin"]!;
        ((string?)config["pciBusID"]).ShouldBe((string?)config["deviceID"]);
        return new SriovCall([(string)config["deviceID"]!]);
    }

    /// <summary>The pod's devices, sorted, from the kubelet's checkpoint.</summary>
    public static async Task<IReadOnlyList<string>> AllocatedAsync(JsonNode pod)
    {
        var checkpoint = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(
            TestCluster.Current.KubeletDirectory, "device-plugins/kubelet_internal_checkpoint")))!;
        return [.. checkpoint["Data"]!["PodDeviceEntries"]!.AsArray()
            .Where(entry => (string?)entry!["PodUID"] == pod.Uid() && (string?)entry["ResourceName"] == Resource)
            // The IDs are grouped by NUMA node; the stand-in's devices have none, which is -1.
            .SelectMany(entry => entry!["DeviceIDs"]!.AsObject().SelectMany(node => node.Value!.AsArray()))
            .Select(id => (string)id!).Order(StringComparer.Ordinal)];
    }
}
