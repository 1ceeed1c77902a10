namespace Ramus.Client.Try.Input;

/// <summary>The devices of the scratch node, handed out as a kubelet does: each to one pod.</summary>
internal sealed class DevicePool(IReadOnlyDictionary<string, IReadOnlyList<string>> devices)
{
    private readonly Dictionary<string, Queue<string>> free = devices.ToDictionary(
        resource => resource.Key, resource => new Queue<string>(resource.Value), StringComparer.Ordinal);

    /// <summary>Takes devices for a pod; fewer than wanted when there are no more.</summary>
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
    /// <exception cref="FormatException">The text is something else.</exception>
    public static (string Resource, IReadOnlyList<string> Ids) Parse(string text) =>
        text.Split('=', 2) is [{ Length: > 0 } resource, var list]
            && list.Split(',', StringSplitOptions.TrimEntries) is var ids && ids.All(static id => id.Length > 0)
                ? (resource, ids)
                : throw new FormatException("is not RESOURCE=ID,ID, for example intel.com/sriov=0000:03:02.0");
}
