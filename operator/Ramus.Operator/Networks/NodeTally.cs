using Ramus.Contract.Network;
using Ramus.Validation;

namespace Ramus.Operator.Networks;

/// <summary>Counts how the nodes stand with one network, and says why those cannot run it that cannot. Pure.</summary>
internal static class NodeTally
{
    private const int MostFailures = 10;
    private const int MostNames = 5;

    /// <param name="network">The network.</param>
    /// <param name="facts">What its configuration says.</param>
    /// <param name="revision">The resource version at which its generation was first seen.</param>
    /// <param name="nodes">The nodes that it is for.</param>
    public static NodeCounts Count(
        WatchedNetwork network, NetworkFacts facts, string revision, IReadOnlyList<NodeView> nodes)
    {
        var rendered = 0;
        var causes = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        _ = ulong.TryParse(revision, out var wanted);
        foreach (var node in nodes)
        {
            if (CauseOf(network, facts, node.Report) is { } cause)
            {
                causes.TryAdd(cause, []);
                causes[cause].Add(node.Report.Node);
            }
            else if (node.Report.IsReady && node.Report.Revision >= wanted)
            {
                rendered++;
            }
        }

        return new NodeCounts(
            nodes.Count, rendered, causes.Values.Sum(names => names.Count), revision,
            [.. causes.OrderByDescending(cause => cause.Value.Count).Take(MostFailures)
                .Select(cause => $"{cause.Key} on {Name(cause.Value)}")]);
    }

    private static string? CauseOf(WatchedNetwork network, NetworkFacts facts, CachedNodeReport node)
    {
        if (node.Failures.TryGetValue(network.Key.ToString(), out var told))
        {
            return told;
        }

        // Only the node knows what its variables become; without a report of plugins nothing is known.
        var plugins = facts.PluginTypes.Concat(facts.IpamTypes).Where(type => !NodeVariables.AreIn(type));
        if (node.Plugins.Count > 0 && plugins.FirstOrDefault(type => !node.Plugins.ContainsKey(type)) is { } missing)
        {
            return $"plugin {missing} is not installed";
        }

        var masters = facts.Masters.Where(master => !NodeVariables.AreIn(master));
        if (node.Interfaces.Count > 0
            && masters.FirstOrDefault(master => !node.Interfaces.Contains(master)) is { } master)
        {
            return $"master {master} does not exist";
        }

        return facts.CniVersion is { } version
            && facts.PluginTypes.FirstOrDefault(type => IsTooOld(type, version, node)) is { } old
            ? $"plugin {old} does not support cniVersion {version}"
            : null;
    }

    private static bool IsTooOld(string type, string version, CachedNodeReport node) =>
        node.Plugins.TryGetValue(type, out var plugin) && plugin.CniVersions.Count > 0
        && !plugin.CniVersions.Contains(version);

    internal static string Name(List<string> nodes)
    {
        var first = string.Join(", ", nodes.Order(StringComparer.Ordinal).Take(MostNames));
        return nodes.Count <= MostNames ? first : $"{first} and {nodes.Count - MostNames} more nodes";
    }
}
