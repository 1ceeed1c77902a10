namespace Ramus.Client.Get;

/// <summary>How much a network is used.</summary>
/// <param name="Namespace">The network's namespace; empty for the default network.</param>
/// <param name="Network">The network's name.</param>
/// <param name="Pods">The pods that are attached to it.</param>
/// <param name="Interfaces">Their interfaces in it.</param>
/// <param name="Nodes">The nodes of these pods.</param>
/// <param name="Addresses">The different addresses of these interfaces.</param>
/// <param name="OutdatedPods">The pods that were attached to an earlier configuration.</param>
/// <param name="BusiestNode">The node with the most interfaces, with their number.</param>
/// <param name="Ranges">The ranges of addresses in the configuration.</param>
internal sealed record NetworkUsage(
    string Namespace, string Network, int Pods, int Interfaces, int Nodes, int Addresses, int OutdatedPods,
    string BusiestNode, IReadOnlyList<string> Ranges)
{
    /// <summary>The usage of every network that is in use or has an object, the most used first.</summary>
    /// <param name="interfaces">The interfaces of all pods.</param>
    /// <param name="ranges">The ranges of all networks, by namespace/name.</param>
    public static IReadOnlyList<NetworkUsage> Of(
        IEnumerable<PodInterface> interfaces, IReadOnlyDictionary<string, IReadOnlyList<string>> ranges)
    {
        var attached = interfaces.Where(static one => one.Interface.Length > 0)
            .ToLookup(static one => one.Network, StringComparer.Ordinal);
        return
        [
            .. attached.Select(static group => group.Key).Union(ranges.Keys)
                .Select(network => Of(network, [.. attached[network]], ranges.GetValueOrDefault(network, [])))
                .OrderByDescending(static usage => usage.Interfaces)
                .ThenBy(static usage => usage.Namespace, StringComparer.Ordinal)
                .ThenBy(static usage => usage.Network, StringComparer.Ordinal),
        ];
    }

    private static NetworkUsage Of(string network, List<PodInterface> interfaces, IReadOnlyList<string> ranges)
    {
        var parts = network.Split('/', 2);
        var busiest = interfaces.CountBy(static one => one.Node).OrderByDescending(static node => node.Value)
            .ThenBy(static node => node.Key, StringComparer.Ordinal).FirstOrDefault();
        return new NetworkUsage(
            parts.Length == 2 ? parts[0] : "",
            parts[^1],
            CountPods(interfaces),
            interfaces.Count,
            interfaces.Select(static one => one.Node).Distinct(StringComparer.Ordinal).Count(),
            interfaces.SelectMany(static one => one.Addresses).Distinct(StringComparer.Ordinal).Count(),
            CountPods(interfaces.Where(static one => one.IsOutdated == true)),
            busiest.Key is null ? "" : $"{busiest.Key} ({busiest.Value})",
            ranges);
    }

    private static int CountPods(IEnumerable<PodInterface> interfaces) =>
        interfaces.Select(static one => (one.Namespace, one.Pod)).Distinct().Count();
}
