using System.Text.Json;
using Ramus.Contract.Network;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;
using Ramus.Webhook.Admission;

namespace Ramus.Webhook.Deletion;

/// <summary>The network of a deletion, and its use as the operator wrote it into the status a moment ago.</summary>
/// <param name="Network">The network that is deleted.</param>
/// <param name="IsAllowed">Its annotation lets it be deleted in any case.</param>
/// <param name="Pods">How many pods use it.</param>
/// <param name="UsedBy">The first of them.</param>
internal sealed record NetworkDeletion(
    NetworkKey Network, bool IsAllowed, long Pods, IReadOnlyList<ObjectKey> UsedBy)
{
    private const int MostUsers = 10;

    /// <summary>Null for requests about anything else.</summary>
    public static NetworkDeletion? Of(AdmissionRequest request)
    {
        if (!request.IsNetworkDeletion || request.OldObject.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var network = request.OldObject;
        var key = network.KeyOf();
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
