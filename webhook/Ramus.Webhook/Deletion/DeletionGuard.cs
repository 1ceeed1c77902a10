using System.Text.Json;
using k8s;
using Ramus.Contract.Admission;
using Ramus.Contract.Policy;
using Ramus.Contract.Selection;
using Ramus.Contract.Status;
using Ramus.Kubernetes.Client;
using Ramus.Webhook.Admission;
using Ramus.Webhook.Pods;

namespace Ramus.Webhook.Deletion;

/// <summary>
/// Prevents the accidental deletion of networks that pods use. When the check fails, the deletion is allowed: pods keep
/// their interfaces and can be detached without the network, so the damage can be repaired.
/// </summary>
/// <param name="client">The API server.</param>
/// <param name="timeout">The timeout of all reads for one deletion.</param>
/// <param name="context">Decides which pods may use the network.</param>
internal sealed class DeletionGuard(IKubernetes client, TimeSpan timeout, PodContext context) : IReview
{
    // These clients delete networks together with their namespace or their owner.
    private static readonly string[] Cleaners =
    [
        "system:serviceaccount:kube-system:namespace-controller",
        "system:serviceaccount:kube-system:generic-garbage-collector",
        "system:kube-controller-manager",
    ];

    private static readonly AdmissionDecision Deletable = new() { Outcome = DecisionOutcome.DeletableNetwork };

    public string Path => WebhookPaths.NetworkDeletions;

    /// <summary>Pods of other namespaces use networks of kube-system, so these are guarded too.</summary>
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
            var why = e is OperationCanceledException ? "the API server did not answer in time" : e.Message;
            return new AdmissionDecision
            {
                Outcome = DecisionOutcome.UncheckedDeletion,
                Warnings =
                [
                    $"network {deletion.Network} is deleted although its status lists {Counted(deletion.Pods)}, "
                    + $"because the webhook could not check these pods: {why}",
                ],
            };
        }
    }

    private async Task<bool> IsNamespaceEndingAsync(string @namespace, CancellationToken cancellationToken) =>
        await client.FindJsonAsync(ResourceType.Namespaces.ObjectPath(null, @namespace), cancellationToken)
            .ConfigureAwait(false) is not { } found
        || found.TryFind(out _, "metadata", "deletionTimestamp");

    /// <summary>
    /// The pods of the status that still exist and are not terminating, because the status may be slightly stale.
    /// </summary>
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
        && AttachedNetworks.Of(
            pod.Namespace, context.MultusNamespace, key => found.TextAt("metadata", "annotations", key))
            .Contains(network)
        && context.Use().CanBeAttached(network, new PodIdentity(
            pod.Namespace, PodIdentity.AccountOf(found.TextAt("spec", "serviceAccountName"))));

    private static string Counted(long pods) => pods == 1 ? "1 pod" : $"{pods} pods";

    private static string Refusal(NetworkKey network, List<ObjectKey> users, long count)
    {
        var names = string.Join(", ", users) + (count > users.Count ? $" and {count - users.Count} more" : "");
        return $"network {network} is in use by {Counted(count)}: {names}. "
            + "Delete the pods first, or allow the deletion: "
            + $"kubectl -n {network.Namespace} annotate net-attach-def {network.Name} {Annotations.AllowDeletion}=true "
            + "(running pods keep their interfaces, but new pods that select the network are refused, including the "
            + "pods of Deployments)";
    }
}
