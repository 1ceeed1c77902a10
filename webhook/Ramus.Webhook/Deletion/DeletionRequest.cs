using System.Text.Json;
using Ramus.Contract.Network;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;
using Ramus.Webhook.Admission;

namespace Ramus.Webhook.Deletion;

/// <summary>What is read of a review about the deletion of a network.</summary>
/// <param name="Uid">Echoed in the response.</param>
/// <param name="User">Who deletes.</param>
/// <param name="Network">What is deleted.</param>
/// <param name="IsAllowed">Its annotation lets it be deleted in any case.</param>
/// <param name="Pods">How many pods use it, as the operator found a moment ago.</param>
/// <param name="UsedBy">The first of them.</param>
internal sealed record DeletionRequest(
    string Uid, string User, NetworkKey Network, bool IsAllowed, long Pods, IReadOnlyList<ObjectKey> UsedBy)
{
    /// <summary>Null for reviews about anything else.</summary>
    /// <exception cref="ReviewException">Not an AdmissionReview.</exception>
    public static (string Uid, DeletionRequest? Deletion) Read(JsonElement review)
    {
        var uid = AdmissionRequest.Read(review).Uid;
        var request = review.GetProperty("request");
        if (request.TextAt("operation") != "DELETE" || request.TextAt("resource", "resource") != NetworkResource.Plural
            || !request.TryFind(out var network, "oldObject") || network.ValueKind != JsonValueKind.Object)
        {
            return (uid, null);
        }

        var key = network.KeyOf();
        var state = NetworkStateFormat.Read(network);
        return (uid, new DeletionRequest(
            uid,
            request.TextAt("userInfo", "username") ?? "",
            new NetworkKey(key.Namespace, key.Name),
            network.TextAt("metadata", "annotations", Annotations.AllowDeletion) == "true",
            state.Pods,
            UsersOf(state)));
    }

    private static List<ObjectKey> UsersOf(NetworkState state) =>
        [.. state.UsedBy.Select(pod => pod.Split('/')).Where(parts => parts.Length == 2)
            .Select(parts => new ObjectKey(parts[0], parts[1]))
            .Where(pod => NetworkKey.IsValidNamespace(pod.Namespace) && NetworkKey.IsValidName(pod.Name)).Take(10)];
}
