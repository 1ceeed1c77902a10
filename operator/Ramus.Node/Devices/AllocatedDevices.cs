namespace Ramus.Node.Devices;

/// <summary>
/// The devices of one pod by resource, from all sources. A device that several containers share is listed once. Devices
/// are sorted by ordinal comparison of their ids, which defines "the first device" for users. A resource that was added
/// without devices is offered on this node; a resource that was never added is not.
/// </summary>
internal sealed class AllocatedDevices
{
    private readonly Dictionary<string, SortedSet<string>> byResource = new(StringComparer.Ordinal);

    public void Add(string resource, IEnumerable<string> ids)
    {
        if (!byResource.TryGetValue(resource, out var known))
        {
            byResource.Add(resource, known = new SortedSet<string>(StringComparer.Ordinal));
        }

        known.UnionWith(ids);
    }

    public void Add(AllocatedDevices others)
    {
        foreach (var (resource, ids) in others.byResource)
        {
            Add(resource, ids);
        }
    }

    public bool Has(string resource) => byResource.TryGetValue(resource, out var ids) && ids.Count > 0;

    /// <summary>The number of devices per resource.</summary>
    public IReadOnlyDictionary<string, int> Count() =>
        byResource.ToDictionary(pair => pair.Key, pair => pair.Value.Count, StringComparer.Ordinal);

    /// <summary>Whether the resource was added, also without devices.</summary>
    public bool Knows(string resource) => byResource.ContainsKey(resource);

    /// <summary>The devices of the given resources, without the resources that were never added.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Of(IEnumerable<string> resources) =>
        resources.Distinct(StringComparer.Ordinal).Where(byResource.ContainsKey).ToDictionary(
            resource => resource, IReadOnlyList<string> (resource) => [.. byResource[resource]],
            StringComparer.Ordinal);
}
