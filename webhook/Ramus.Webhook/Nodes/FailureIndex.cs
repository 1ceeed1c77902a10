using System.Collections.Immutable;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Watching;

namespace Ramus.Webhook.Nodes;

/// <summary>For each network the nodes that cannot run it. Written by the reflector's thread only.</summary>
internal sealed class FailureIndex
{
    private ImmutableDictionary<NetworkKey, ImmutableSortedSet<string>> nodes =
        ImmutableDictionary<NetworkKey, ImmutableSortedSet<string>>.Empty;

    public IReadOnlyList<string> NodesWithout(NetworkKey network) =>
        Volatile.Read(ref nodes) is { IsEmpty: false } all && all.TryGetValue(network, out var found)
            ? found
            : [];

    public void Follow(EntityChange<FailedNetworks> change)
    {
        var next = nodes;
        foreach (var network in change.Previous?.Networks ?? [])
        {
            if (next.TryGetValue(network, out var known))
            {
                var rest = known.Remove(change.Key.Name);
                next = rest.IsEmpty ? next.Remove(network) : next.SetItem(network, rest);
            }
        }

        foreach (var network in change.Type == EntityChangeType.Deleted ? [] : change.Entity.Networks)
        {
            var known = next.GetValueOrDefault(network, ImmutableSortedSet.Create<string>(StringComparer.Ordinal));
            next = next.SetItem(network, known.Add(change.Key.Name));
        }

        Volatile.Write(ref nodes, next);
    }
}
