namespace Ramus.Client.Try.Input;

/// <summary>The devices of the scratch node. As with a kubelet, each device is allocated to one pod only.</summary>
internal sealed class DevicePool(IReadOnlyDictionary<string, IReadOnlyList<string>> devices)
{
    private readonly Dictionary<string, Queue<string>> free = devices.ToDictionary(
        resource => resource.Key, resource => new Queue<string>(resource.Value), StringComparer.Ordinal);

    /// <summary>Whether the node has devices of a resource, also when all of them are allocated.</summary>
    public bool Offers(string resource) => free.ContainsKey(resource);

    /// <summary>Allocates devices to a pod; fewer than wanted when the pool is exhausted.</summary>
    public IReadOnlyList<string> Take(string resource, long count)
    {
        var taken = new List<string>();
        while (taken.Count < count && free.TryGetValue(resource, out var queue) && queue.TryDequeue(out var id))
        {
            taken.Add(id);
        }

        return taken;
    }

    /// <summary>Reads RESOURCE=ID,ID.</summary>
    /// <exception cref="FormatException">The text has another form.</exception>
    public static (string Resource, IReadOnlyList<string> Ids) Parse(string text) =>
        text.Split('=', 2) is [{ Length: > 0 } resource, var list]
            && list.Split(',', StringSplitOptions.TrimEntries) is var ids && ids.All(static id => id.Length > 0)
                ? (resource, ids)
                : throw new FormatException("is not RESOURCE=ID,ID, for example intel.com/sriov=0000:03:02.0");
}
