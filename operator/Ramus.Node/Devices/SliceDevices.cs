using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;

namespace Ramus.Node.Devices;

/// <summary>The devices in the ResourceSlices of one driver on one node.</summary>
internal sealed class SliceDevices
{
    private readonly Dictionary<(string Pool, string Device), SliceDevice> devices = [];
    private readonly Dictionary<string, long> generations = new(StringComparer.Ordinal);

    public static SliceDevices Of(JsonElement list)
    {
        var found = new SliceDevices();
        // A driver replaces its slices one after the other: only the newest generation of a pool counts.
        foreach (var slice in list.ItemsAt("items").OrderBy(Generation))
        {
            found.Add(slice);
        }

        return found;
    }

    /// <summary>The device's attributes for CNI; null when no slice of this node has the device.</summary>
    public SliceDevice? Find(ClaimedDevice device) => devices.GetValueOrDefault((device.Pool, device.Device));

    private void Add(JsonElement slice)
    {
        var pool = slice.TextAt("spec", "pool", "name") ?? "";
        var generation = Generation(slice);
        if (generations.TryGetValue(pool, out var known) && known < generation)
        {
            foreach (var old in devices.Keys.Where(key => key.Pool == pool).ToList())
            {
                devices.Remove(old);
            }
        }

        generations[pool] = generation;
        foreach (var device in slice.ItemsAt("spec", "devices"))
        {
            devices[(pool, device.TextAt("name") ?? "")] = new SliceDevice(
                device.TextAt("attributes", DeviceAttributes.DeviceId, "string"),
                device.TextAt("attributes", DeviceAttributes.ResourceName, "string"));
        }
    }

    private static long Generation(JsonElement slice) => slice.NumberAt("spec", "pool", "generation") ?? 0;
}
