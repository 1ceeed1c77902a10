namespace Ramus.Node.Devices;

/// <summary>
/// The devices of one pod by resource, from all sources. Each is there once, whatever container it is for, and they
/// come in the order of their characters' codes: that order is what users see as "the first device".
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

    /// <summary>How many devices of each resource.</summary>
    public IReadOnlyDictionary<string, int> Count() =>
        byResource.ToDictionary(pair => pair.Key, pair => pair.Value.Count, StringComparer.Ordinal);

    /// <summary>The devices of the asked resources; one without devices has an empty list.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Of(IEnumerable<string> resources) =>
        resources.Distinct(StringComparer.Ordinal).ToDictionary(
            resource => resource,
            IReadOnlyList<string> (resource) => byResource.TryGetValue(resource, out var ids) ? [.. ids] : [],
            StringComparer.Ordinal);
}
