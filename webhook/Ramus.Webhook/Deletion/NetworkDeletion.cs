using System.Text.Json;
using Ramus.Contract.Network;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;
using Ramus.Webhook.Admission;

namespace Ramus.Webhook.Deletion;

/// <summary>The network of a deletion, and its use as recorded by the operator in the status.</summary>
/// <param name="Network">The network that is to be deleted.</param>
/// <param name="IsAllowed">Whether its annotation allows the deletion in any case.</param>
/// <param name="Pods">The number of pods that use it.</param>
/// <param name="UsedBy">The first pods that use it.</param>
internal sealed record NetworkDeletion(
    NetworkKey Network, bool IsAllowed, long Pods, IReadOnlyList<ObjectKey> UsedBy)
{
    private const int MostUsers = 10;

    /// <summary>Reads a request; null when it is not the deletion of a network.</summary>
    public static NetworkDeletion? Of(AdmissionRequest request)
    {
        if (!request.IsNetworkDeletion || request.OldObject.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var network = request.OldObject;
        var key = network.KeyOf();
        if (!new NetworkKey(key.Namespace, key.Name).IsValid)
        {
            // The API server has no such network.
            return null;
        }

        var state = NetworkStateFormat.Read(network);
        return new NetworkDeletion(
            new NetworkKey(key.Namespace, key.Name),
            network.TextAt("metadata", "annotations", Annotations.AllowDeletion) == "true",
            state.Pods,
            UsersOf(state));
    }

    private static List<ObjectKey> UsersOf(NetworkState state) =>
        [.. state.UsedBy.Select(pod => pod.Split('/')).Where(parts => parts.Length == 2)
            .Select(parts => new ObjectKey(parts[0], parts[1]))
            .Where(pod => NetworkKey.IsValidNamespace(pod.Namespace) && NetworkKey.IsValidName(pod.Name))
            .Take(MostUsers)];
}
