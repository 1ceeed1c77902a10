using Ramus.Contract.Selection;

namespace Ramus.Operator.Networks;

/// <summary>Maps each node to the networks that it cannot run. Thread-safe.</summary>
internal sealed class UnableNodes
{
    private readonly Lock gate = new();
    private readonly Dictionary<NetworkKey, (IReadOnlySet<string> Nodes, bool RunsElsewhere)> networks = [];
    private readonly Dictionary<string, HashSet<NetworkKey>> nodes = new(StringComparer.Ordinal);

    /// <summary>Records the nodes that cannot run a network; returns the nodes whose networks changed.</summary>
    /// <param name="network">The network; a deleted one fails on no node.</param>
    /// <param name="failing">The nodes that cannot run it.</param>
    /// <param name="runsElsewhere">Whether other nodes can run it.</param>
    public IReadOnlyCollection<string> Set(NetworkKey network, IReadOnlySet<string> failing, bool runsElsewhere)
    {
        lock (gate)
        {
            var known = networks.TryGetValue(network, out var before);
            var changed = new HashSet<string>(failing, StringComparer.Ordinal);
            if (known && before.RunsElsewhere == runsElsewhere)
            {
                changed.SymmetricExceptWith(before.Nodes);
            }
            else if (known)
            {
                changed.UnionWith(before.Nodes);
            }

            foreach (var node in changed)
            {
                Note(node, network, failing.Contains(node));
            }

            networks.Remove(network);
            if (failing.Count > 0)
            {
                networks[network] = (failing, runsElsewhere);
            }

            return changed;
        }
    }

    /// <summary>The networks that a node cannot run; those that other nodes can run come first.</summary>
    public IReadOnlyList<NetworkKey> Of(string node)
    {
        lock (gate)
        {
            return nodes.TryGetValue(node, out var found)
                ? [.. found.OrderByDescending(network => networks[network].RunsElsewhere)
                    .ThenBy(network => network.ToString(), StringComparer.Ordinal)]
                : [];
        }
    }

    private void Note(string node, NetworkKey network, bool fails)
    {
        if (!nodes.TryGetValue(node, out var known))
        {
            nodes[node] = known = [];
        }

        if (fails)
        {
            known.Add(network);
        }
        else if (known.Remove(network) && known.Count == 0)
        {
            nodes.Remove(node);
        }
    }
}
