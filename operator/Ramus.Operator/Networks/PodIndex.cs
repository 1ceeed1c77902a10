using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Watching;

namespace Ramus.Operator.Networks;

/// <summary>
/// Which pods are attached to which network, kept in step with a cache of pods. Safe for several threads.
/// </summary>
internal sealed class PodIndex
{
    private const int MostNames = 10;

    private readonly Lock gate = new();
    private readonly Dictionary<NetworkKey, Dictionary<ObjectKey, long>> pods = [];

    /// <summary>Takes one change of the cache; returns the networks that it concerns.</summary>
    public IReadOnlyList<NetworkKey> Note(EntityChange<WatchedPod> change)
    {
        var concerned = new HashSet<NetworkKey>();
        lock (gate)
        {
            foreach (var (network, _) in change.Previous?.Attached ?? [])
            {
                if (pods.TryGetValue(network, out var users) && users.Remove(change.Key) && users.Count == 0)
                {
                    pods.Remove(network);
                }

                concerned.Add(network);
            }

            foreach (var (network, generation) in change.Type == EntityChangeType.Deleted ? [] : change.Entity.Attached)
            {
                if (!pods.TryGetValue(network, out var users))
                {
                    pods[network] = users = [];
                }

                users[change.Key] = generation;
                concerned.Add(network);
            }
        }

        return [.. concerned];
    }

    /// <summary>Who uses a network; names that were told before are told again while they hold.</summary>
    public PodUse Of(NetworkKey network, long generation, IReadOnlyList<string> toldBefore)
    {
        lock (gate)
        {
            if (!pods.TryGetValue(network, out var users))
            {
                return PodUse.None;
            }

            var outdated = users.Where(user => user.Value > 0 && user.Value != generation)
                .Select(user => user.Key).ToList();
            var stay = users.Keys.Where(pod => toldBefore.Contains(pod.ToString())).ToList();
            return new PodUse(
                users.Count,
                [.. stay.Concat(users.Keys.Except(stay)).Take(MostNames)
                    .OrderBy(pod => pod.ToString(), StringComparer.Ordinal)],
                outdated.Count,
                [.. outdated.OrderBy(pod => pod.ToString(), StringComparer.Ordinal).Take(MostNames)]);
        }
    }
}
