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

    /// <summary>Whether the text is RESOURCE=ID,ID.</summary>
    public static bool IsWellFormed(string text) =>
        text.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals
        && text[(equals + 1)..].Split(',').All(id => id.Trim().Length > 0);

    /// <summary>Devices by resource, from well-formed texts.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> ParseOptions(IEnumerable<string> options) =>
        options.Where(IsWellFormed)
            .Select(option => option.Split('=', 2))
            .GroupBy(parts => parts[0], StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                IReadOnlyList<string> (group) =>
                    [.. group.SelectMany(parts => parts[1].Split(',', StringSplitOptions.TrimEntries)).Distinct()],
                StringComparer.Ordinal);
}
