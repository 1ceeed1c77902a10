using System.Text.Json;
using Ramus.Contract.Selection;
using Ramus.Contract.Status;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Watching;

namespace Ramus.Operator.Networks;

/// <summary>
/// The networks that a pod selects and that its status names, each with the generation it was attached with
/// (0 = unknown).
/// </summary>
/// <param name="Uid">The pod's UID, which tells it from a later pod with the same name.</param>
/// <param name="Attached">The networks and generations.</param>
internal sealed record WatchedPod(Guid Uid, IReadOnlyList<KeyValuePair<NetworkKey, long>> Attached)
{
    /// <summary>
    /// This number of networks is always kept, so that pods with many networks never displace those of pods with few.
    /// </summary>
    internal const int AlwaysKept = 4;

    // The size of an entry without its names, converted to characters.
    private const int EntryLength = 100;

    private bool hasRoom;

    /// <summary>The networks that are kept.</summary>
    public IReadOnlyList<KeyValuePair<NetworkKey, long>> Attached { get; private set; } = Attached;

    /// <summary>Whether there was no room for all networks of the pod.</summary>
    public bool IsCut { get; private set; }

    private int Length => Attached.Sum(
        static entry => EntryLength + entry.Key.Namespace.Length + entry.Key.Name.Length);

    /// <summary>Decides how many networks are kept; to be called before the networks are used.</summary>
    public void Keep(TextBudget budget)
    {
        if (Attached.Count <= AlwaysKept || hasRoom)
        {
            return;
        }

        hasRoom = budget.TryTake(Length);
        if (!hasRoom)
        {
            Attached = [.. Attached.Take(AlwaysKept)];
            IsCut = true;
        }
    }

    /// <summary>Releases the room of a pod that left the cache.</summary>
    public void Release(TextBudget budget)
    {
        if (hasRoom)
        {
            budget.Return(Length);
            hasRoom = false;
        }
    }

    /// <summary>Null for pods without networks of Ramus, and for terminating pods.</summary>
    /// <param name="entity">The pod.</param>
    /// <param name="multusNamespace">The namespace of a default network that is selected without a namespace.</param>
    public static WatchedPod? Of(JsonElement entity, string multusNamespace)
    {
        if (entity.TryFind(out _, "metadata", "deletionTimestamp"))
        {
            return null;
        }

        var attached = AttachedNetworks.Of(
            entity.KeyOf().Namespace, multusNamespace, key => entity.TextAt("metadata", "annotations", key));
        if (attached.Count == 0)
        {
            return null;
        }

        var generations = NetworkGenerations.Read(
            entity.TextAt("metadata", "annotations", Annotations.NetworkGenerations));
        return new WatchedPod(UidOf(entity), [.. attached.Select(
            network => KeyValuePair.Create(network, generations.GetValueOrDefault(network.ToString())))]);
    }

    /// <summary>The UID of a pod; all zeros when it is missing or invalid, which no API server sends.</summary>
    public static Guid UidOf(JsonElement entity) =>
        Guid.TryParse(entity.TextAt("metadata", "uid"), out var uid) ? uid : Guid.Empty;
}
