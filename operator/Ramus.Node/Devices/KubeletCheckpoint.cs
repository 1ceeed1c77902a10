using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Kubernetes.Client;
using Ramus.Linux.Files;

namespace Ramus.Node.Devices;

/// <summary>
/// The file in which the kubelet's device manager stores its allocations: for kubelets that have no pod-resources API,
/// or do not answer. The file identifies pods by UID, so an entry never belongs to another pod of the same name.
/// </summary>
internal sealed class KubeletCheckpoint(string kubeletDir)
{
    private const int MaxBytes = 16 << 20;

    public string File { get; } = NodeLayout.KubeletCheckpointIn(kubeletDir);

    /// <summary>
    /// The pod's devices; null when the file has no entry for the pod, does not exist or cannot be read.
    /// </summary>
    public AllocatedDevices? Find(string podUid) => podUid.Length == 0
        ? null
        : Read(data => Collect(data, podUid));

    /// <summary>The devices that device plugins offer.</summary>
    public AllocatedDevices? Offered() => Read(data =>
    {
        var offered = new AllocatedDevices();
        foreach (var resource in data.MapAt("RegisteredDevices"))
        {
            offered.Add(resource.Name, Ids(resource.Value));
        }

        return offered;
    });

    private AllocatedDevices? Read(Func<JsonElement, AllocatedDevices?> read)
    {
        if (BoundedFile.TryRead(File, MaxBytes) is not { } content)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(content);
            return document.RootElement.TryFind(out var data, "Data") ? read(data) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static AllocatedDevices? Collect(JsonElement data, string podUid)
    {
        AllocatedDevices? devices = null;
        foreach (var entry in data.ItemsAt("PodDeviceEntries").Where(entry => entry.TextAt("PodUID") == podUid))
        {
            if (entry.TextAt("ResourceName") is { } resource && entry.TryFind(out var ids, "DeviceIDs"))
            {
                (devices ??= new AllocatedDevices()).Add(resource, Ids(ids));
            }
        }

        return devices;
    }

    // Kubelets since 1.20 group the ids by NUMA node ("-1" for none); older kubelets write a plain list.
    private static IEnumerable<string> Ids(JsonElement ids) => ids.ValueKind switch
    {
        JsonValueKind.String => [ids.GetString()!],
        JsonValueKind.Array => ids.EnumerateArray().SelectMany(Ids),
        JsonValueKind.Object => ids.EnumerateObject().SelectMany(node => Ids(node.Value)),
        _ => [],
    };
}
