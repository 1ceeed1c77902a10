using Ramus.Networks;
using Ramus.Validation;
using Names = Ramus.Networks.Annotations;

namespace Ramus.Operator;

/// <summary>Counts how the nodes stand with one network, and says why those cannot run it that cannot. Pure.</summary>
internal static class NodeTally
{
    private const int MostFailures = 10;
    private const int MostNames = 5;

    /// <param name="network">The network.</param>
    /// <param name="facts">What its configuration says.</param>
    /// <param name="revision">The resource version at which its generation was first seen.</param>
    /// <param name="nodes">All nodes with a node agent.</param>
    public static NodeCounts Count(
        WatchedNetwork network, NetworkFacts facts, string revision, IReadOnlyList<NodeView> nodes)
    {
        if (Selector(network) is not { } selects)
        {
            return new NodeCounts(0, 0, 0, revision, []);
        }

        var (desired, rendered) = (0, 0);
        var causes = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        _ = ulong.TryParse(revision, out var wanted);
        foreach (var node in nodes.Where(node => selects(node.Labels)))
        {
            desired++;
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
            desired, rendered, causes.Values.Sum(names => names.Count), revision,
            [.. causes.OrderByDescending(cause => cause.Value.Count).Take(MostFailures)
                .Select(cause => $"{cause.Key} on {Name(cause.Value)}")]);
    }

    /// <summary>Null: the selector is broken, and no node can know whether it is meant.</summary>
    private static Func<IReadOnlyDictionary<string, string>, bool>? Selector(WatchedNetwork network)
    {
        if (!network.Annotations.TryGetValue(Names.NodeSelector, out var text) || string.IsNullOrWhiteSpace(text))
        {
            return _ => true;
        }

        try
        {
            return LabelSelector.Parse(text, Names.NodeSelector).Matches;
        }
        catch (ContractException)
        {
            return null;
        }
    }

    private static string? CauseOf(WatchedNetwork network, NetworkFacts facts, NodeReport node)
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

    private static bool IsTooOld(string type, string version, NodeReport node) =>
        node.Plugins.TryGetValue(type, out var plugin) && plugin.CniVersions.Count > 0
        && !plugin.CniVersions.Contains(version);

    private static string Name(List<string> nodes)
    {
        var first = string.Join(", ", nodes.Order(StringComparer.Ordinal).Take(MostNames));
        return nodes.Count <= MostNames ? first : $"{first} and {nodes.Count - MostNames} more nodes";
    }
}
