using System.Text.Json;
using k8s;
using Ramus.Contract.Admission;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;
using Ramus.Webhook.Admission;

namespace Ramus.Webhook.Deletion;

/// <summary>
/// Keeps networks from being deleted by accident while pods use them. Whatever cannot be found out lets the deletion
/// through: pods keep their interfaces and are detached without the network, so nothing breaks that cannot be mended.
/// </summary>
internal sealed class DeletionGuard(IKubernetes client, TimeSpan timeout) : IReview
{
    // A namespace that ends takes all of its networks with it, and an owner that is gone its own.
    private static readonly string[] Cleaners =
    [
        "system:serviceaccount:kube-system:namespace-controller",
        "system:serviceaccount:kube-system:generic-garbage-collector",
        "system:kube-controller-manager",
    ];

    private static readonly AdmissionDecision Deletable = new() { Outcome = DecisionOutcome.DeletableNetwork };

    public string Path => WebhookPaths.NetworkDeletions;

    /// <summary>Networks of kube-system serve other namespaces' pods, so they are guarded as well.</summary>
    public bool ExemptsNamespaces => false;

    public ValueTask<AdmissionDecision> DecideAsync(AdmissionRequest request, CancellationToken cancellationToken) =>
        NetworkDeletion.Of(request) switch
        {
            null => ValueTask.FromResult(AdmissionDecision.Ignored),
            { IsAllowed: true } or { Pods: <= 0 } => ValueTask.FromResult(Deletable),
            _ when Cleaners.Contains(request.User) => ValueTask.FromResult(Deletable),
            { } deletion => new ValueTask<AdmissionDecision>(DecideAsync(deletion, cancellationToken)),
        };

    private async Task<AdmissionDecision> DecideAsync(NetworkDeletion deletion, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            if (await IsNamespaceEndingAsync(deletion.Network.Namespace, limit.Token).ConfigureAwait(false))
            {
                return Deletable;
            }

            var users = await UsersAsync(deletion, limit.Token).ConfigureAwait(false);
            var unseen = Math.Max(0, deletion.Pods - deletion.UsedBy.Count);
            return users.Count == 0 && unseen == 0
                ? Deletable
                : AdmissionDecision.Refuse(
                    DecisionOutcome.NetworkInUse, Refusal(deletion.Network, users, users.Count + unseen));
        }
        catch (Exception e) when (e is IOException or HttpRequestException or TimeoutException or JsonException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            var why = e is OperationCanceledException ? "the API server gave no answer in time" : e.Message;
            return new AdmissionDecision
            {
                Outcome = DecisionOutcome.UncheckedDeletion,
                Warnings =
                [
                    $"network {deletion.Network} was in use by {deletion.Pods} pods; whether it still is could not be "
                    + $"found out: {why}",
                ],
            };
        }
    }

    private async Task<bool> IsNamespaceEndingAsync(string @namespace, CancellationToken cancellationToken) =>
        await client.FindJsonAsync(ResourceType.Namespaces.ObjectPath(null, @namespace), cancellationToken)
            .ConfigureAwait(false) is not { } found
        || found.TryFind(out _, "metadata", "deletionTimestamp");

    /// <summary>Those of the known pods that are there and not about to end: the status is a moment old.</summary>
    private async Task<List<ObjectKey>> UsersAsync(NetworkDeletion deletion, CancellationToken cancellationToken)
    {
        var checks = deletion.UsedBy.Select(async pod =>
            (Pod: pod, Uses: await UsesAsync(pod, deletion.Network, cancellationToken).ConfigureAwait(false)));
        var results = await Task.WhenAll(checks).ConfigureAwait(false);
        return [.. results.Where(result => result.Uses).Select(result => result.Pod)];
    }

    private async Task<bool> UsesAsync(ObjectKey pod, NetworkKey network, CancellationToken cancellationToken) =>
        await client.FindJsonAsync(ResourceType.Pods.ObjectPath(pod.Namespace, pod.Name), cancellationToken)
            .ConfigureAwait(false) is { } found
        && !found.TryFind(out _, "metadata", "deletionTimestamp")
        && found.TextAt("status", "phase") is not ("Succeeded" or "Failed")
        && found.TextAt("metadata", "annotations", Annotations.NetworkStatus)
            ?.Contains($"\"{network}\"", StringComparison.Ordinal) == true;

    private static string Refusal(NetworkKey network, List<ObjectKey> users, long count)
    {
        var names = string.Join(", ", users) + (count > users.Count ? $" and {count - users.Count} more" : "");
        return $"network {network} is in use by {(count == 1 ? "1 pod" : $"{count} pods")}: {names}. "
            + "Delete the pods first, or let it go all the same: "
            + $"kubectl -n {network.Namespace} annotate net-attach-def {network.Name} {Annotations.AllowDeletion}=true "
            + "(running pods keep their interfaces; new ones are refused, those of a Deployment too)";
    }
}
