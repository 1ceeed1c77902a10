using System.Text;
using System.Text.Json;
using k8s;
using Microsoft.Extensions.Logging;
using Ramus.Kubernetes;

namespace Ramus.Operator;

/// <summary>
/// Makes the cluster have the CRD. Gathers the present one, lets <see cref="NetworkCrd"/> decide, applies.
/// </summary>
internal sealed class CrdReconciler(
    IKubernetes client, EventPublisher events, ILogger<CrdReconciler> logger, TimeProvider time)
{
    private static readonly string Path = ResourceType.CustomResourceDefinitions.ObjectPath(null, NetworkCrd.Name);

    private readonly RepairBudget _budget = new(time, repairs: 5, period: TimeSpan.FromMinutes(10));

    /// <summary>Returns when to look again.</summary>
    internal async Task<TimeSpan?> ReconcileAsync(CancellationToken cancellationToken)
    {
        var present = await client.FindJsonAsync(Path, cancellationToken);
        if (present is { } dying && dying.TryFind(out _, "metadata", "deletionTimestamp"))
        {
            logger.CrdTerminating(NetworkCrd.Name);
            return TimeSpan.FromSeconds(5);
        }

        if (NetworkCrd.Missing(present) is not { } missing)
        {
            return NetworkCrd.NotEstablishedReason(present!.Value) is null
                ? TimeSpan.FromMinutes(10)
                : TimeSpan.FromSeconds(2);
        }

        if (present is { } other && _budget.TrySpend() is { } rest)
        {
            Contested(other, rest);
            return rest;
        }

        await client.ApplyAsync(
            Path, Encoding.UTF8.GetBytes(missing.ToJsonString()), OperatorNames.FieldManager, cancellationToken);
        logger.CrdApplied(NetworkCrd.Name, present is null ? "created" : "completed");
        return TimeSpan.FromSeconds(1);
    }

    private void Contested(JsonElement crd, TimeSpan rest)
    {
        logger.Contested($"CRD {NetworkCrd.Name}", rest);
        events.Publish(
            new ObjectReference(
                "apiextensions.k8s.io/v1", "CustomResourceDefinition", "", NetworkCrd.Name,
                crd.TextAt("metadata", "uid") ?? ""),
            EventType.Warning,
            "Contested",
            "Somebody keeps removing what ramus-operator adds to this CRD (status subresource, columns, short names); "
            + "metadata.managedFields names the other owner. Ramus goes on without them for now.");
    }
}
