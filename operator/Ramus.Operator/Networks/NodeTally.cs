using Ramus.Contract.Network;
using Ramus.Contract.NodeNetwork;
using Ramus.Validation;

namespace Ramus.Operator.Networks;

/// <summary>Counts the nodes that rendered one network, and collects why the other nodes cannot run it. Pure.</summary>
internal static class NodeTally
{
    private const int MostFailures = 10;
    private const int MostNames = 5;

    /// <param name="network">The network.</param>
    /// <param name="facts">The plugins and interfaces that its configuration needs.</param>
    /// <param name="revision">The resource version at which its generation was first seen.</param>
    /// <param name="nodes">The nodes that it selects.</param>
    public static NodeCounts Count(
        WatchedNetwork network, NetworkFacts facts, string revision, IReadOnlyList<NodeView> nodes)
    {
        var rendered = 0;
        var needs = NeedsOf(facts);
        var causes = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        _ = ulong.TryParse(revision, out var wanted);
        foreach (var node in nodes)
        {
            if (CauseOf(network, needs, node.Report) is { } cause)
            {
                causes.TryAdd(cause, []);
                causes[cause].Add(node.Report.Node);
            }
            else if (node.Report.IsReady && node.Report.Revision >= wanted
                && node.Report.ListsAllOf(network.Key.Namespace))
            {
                rendered++;
            }
        }

        return new NodeCounts(
            nodes.Count, rendered, causes.Values.Sum(names => names.Count), revision,
            [.. causes.OrderByDescending(cause => cause.Value.Count).Take(MostFailures)
                .Select(cause => $"{cause.Key} on {Name(cause.Value)}")]);
    }

    /// <summary>The nodes of <paramref name="nodes"/> that cannot run the network, by the same rule.</summary>
    public static IReadOnlySet<string> Unable(
        WatchedNetwork network, NetworkFacts facts, IReadOnlyList<NodeView> nodes)
    {
        var needs = NeedsOf(facts);
        return nodes.Where(node => CauseOf(network, needs, node.Report) is not null)
            .Select(node => node.Report.Node).ToHashSet(StringComparer.Ordinal);
    }

    // Only the node knows the values of its variables; it reports what such a network lacks.
    private static NetworkNeeds NeedsOf(NetworkFacts facts) => new(
        [.. facts.PluginTypes.Where(IsPlain)], [.. facts.IpamTypes.Where(IsPlain)],
        [.. facts.LowerInterfaces.Where(IsPlain)], facts.CniVersion)
    {
        MastersMtus = facts.LowerMtus,
    };

    private static bool IsPlain(string text) => !NodeVariables.AreIn(text);

    // A report without plugins or interfaces says nothing about missing ones.
    private static string? CauseOf(WatchedNetwork network, NetworkNeeds needs, CachedNodeReport node) =>
        node.Failures.TryGetValue(network.Key.ToString(), out var told)
            ? told
            : needs.WhyNot(
                node.Plugins.Count > 0 ? node.Plugins : null, node.Interfaces.Count > 0 ? node.Interfaces : null);

    internal static string Name(List<string> nodes)
    {
        var first = string.Join(", ", nodes.Order(StringComparer.Ordinal).Take(MostNames));
        return nodes.Count <= MostNames ? first : $"{first} and {nodes.Count - MostNames} more nodes";
    }
}
