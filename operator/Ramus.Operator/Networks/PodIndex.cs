using Ramus.Contract.Policy;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Watching;

namespace Ramus.Operator.Networks;

/// <summary>
/// Maps each network to the pods whose status names it; follows the cache of pods. Thread-safe.
/// </summary>
/// <param name="mostKept">The limit for the networks of pods with many networks, in characters.</param>
internal sealed class PodIndex(int mostKept = PodIndex.MostKept)
{
    // 12 MiB of memory.
    private const int MostKept = 6 * 1024 * 1024;
    private const int MostNames = 10;

    private readonly Lock gate = new();
    private readonly Dictionary<NetworkKey, Dictionary<ObjectKey, long>> pods = [];
    private readonly Dictionary<ObjectKey, (Guid Uid, string Name)> accounts = [];
    private readonly Dictionary<string, int> cut = new(StringComparer.Ordinal);
    private readonly TextBudget kept = new(mostKept);

    /// <summary>The number of pods of which only the first networks are kept.</summary>
    public int CutPods
    {
        get
        {
            lock (gate)
            {
                return cut.Values.Sum();
            }
        }
    }

    /// <summary>The number of namespaces with such pods.</summary>
    public int CutNamespaces
    {
        get
        {
            lock (gate)
            {
                return cut.Count;
            }
        }
    }

    /// <summary>Applies one change of the cache; returns the networks whose pods changed.</summary>
    public IReadOnlyList<NetworkKey> Note(EntityChange<WatchedPod> change)
    {
        var concerned = new HashSet<NetworkKey>();
        lock (gate)
        {
            KeepOrCut(change);

            // A pod keeps its service account; a later pod with its name can have another one.
            if (accounts.TryGetValue(change.Key, out var account)
                && (change.Type == EntityChangeType.Deleted || account.Uid != change.Entity.Uid))
            {
                accounts.Remove(change.Key);
            }

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

    /// <summary>Whether more pods may be attached to a network than the index knows.</summary>
    /// <param name="mayUse">Whether a pod of a namespace may use the network.</param>
    public bool MayHaveMore(Func<string, bool> mayUse)
    {
        lock (gate)
        {
            return cut.Keys.Any(mayUse);
        }
    }

    /// <summary>The pods of a network whose service account is needed and not known yet.</summary>
    /// <param name="network">The network.</param>
    /// <param name="dependsOnAccount">
    /// Whether the service accounts of a namespace decide; called once per namespace.
    /// </param>
    public IReadOnlyList<ObjectKey> WithoutAccount(NetworkKey network, Func<string, bool> dependsOnAccount)
    {
        lock (gate)
        {
            var verdicts = new Verdicts<string>(dependsOnAccount);
            return pods.TryGetValue(network, out var users)
                ? [.. users.Keys.Where(pod => !accounts.ContainsKey(pod) && verdicts.Of(pod.Namespace))]
                : [];
        }
    }

    /// <summary>Records the service account of a pod; ignored when the pod no longer uses the network.</summary>
    public void SetAccount(NetworkKey network, ObjectKey pod, Guid uid, string account)
    {
        lock (gate)
        {
            if (pods.TryGetValue(network, out var users) && users.ContainsKey(pod))
            {
                accounts[pod] = (uid, account);
            }
        }
    }

    /// <summary>
    /// The pods of a network. A pod that the status already names stays named while it is attached, to avoid writes.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="generation">The network's current generation.</param>
    /// <param name="toldBefore">The pods that the network's status names.</param>
    /// <param name="mayUse">
    /// Whether a pod may use the network; called once per namespace and service account (null if unknown).
    /// </param>
    public PodUse Of(
        NetworkKey network, long generation, IReadOnlyList<string> toldBefore, Func<PodIdentity, bool> mayUse)
    {
        lock (gate)
        {
            if (!pods.TryGetValue(network, out var all))
            {
                return PodUse.None;
            }

            var users = Believed(all, mayUse);
            var outdated = users.Where(user => user.Value > 0 && user.Value != generation)
                .Select(user => user.Key).ToList();
            var names = users.Select(user => user.Key).ToList();
            var stay = names.Where(pod => toldBefore.Contains(pod.ToString())).ToList();
            return new PodUse(
                users.Count,
                [.. stay.Concat(names.Except(stay)).Take(MostNames)
                    .OrderBy(pod => pod.ToString(), StringComparer.Ordinal)],
                outdated.Count,
                [.. outdated.OrderBy(pod => pod.ToString(), StringComparer.Ordinal).Take(MostNames)]);
        }
    }

    private void KeepOrCut(EntityChange<WatchedPod> change)
    {
        change.Previous?.Release(kept);
        Count(change.Key.Namespace, change.Previous is { IsCut: true } ? -1 : 0);
        if (change.Type != EntityChangeType.Deleted)
        {
            change.Entity.Keep(kept);
            Count(change.Key.Namespace, change.Entity.IsCut ? 1 : 0);
        }
    }

    private void Count(string podNamespace, int difference)
    {
        var count = cut.GetValueOrDefault(podNamespace) + difference;
        if (count > 0)
        {
            cut[podNamespace] = count;
        }
        else
        {
            cut.Remove(podNamespace);
        }
    }

    private List<KeyValuePair<ObjectKey, long>> Believed(
        Dictionary<ObjectKey, long> users, Func<PodIdentity, bool> mayUse)
    {
        var verdicts = new Verdicts<PodIdentity>(mayUse);
        return [.. users.Where(user => verdicts.Of(new PodIdentity(
            user.Key.Namespace, accounts.TryGetValue(user.Key, out var account) ? account.Name : null)))];
    }

    // One verdict per question and call. Verdicts are not cached for longer, because the policy changes.
    private sealed class Verdicts<T>(Func<T, bool> decide)
        where T : notnull
    {
        private readonly Dictionary<T, bool> known = [];

        public bool Of(T question)
        {
            if (!known.TryGetValue(question, out var verdict))
            {
                known[question] = verdict = decide(question);
            }

            return verdict;
        }
    }
}
