using System.Text;
using System.Text.Json;
using k8s;
using Microsoft.Extensions.Logging;
using Ramus.Contract.Status;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Events;
using Ramus.Operator.Objects;

namespace Ramus.Operator.Crd;

/// <summary>
/// Creates or completes a CRD: reads the present one, lets <see cref="CrdDefinition"/> decide, applies the result.
/// </summary>
internal sealed class CrdReconciler(
    IKubernetes client, EventPublisher events, ILogger<CrdReconciler> logger, TimeProvider time)
{
    private readonly Dictionary<string, RepairBudget> budgets = CrdDefinition.All.ToDictionary(
        crd => crd.Name, _ => new RepairBudget(time, repairs: 5, period: TimeSpan.FromMinutes(10)));

    /// <summary>Returns when to look again.</summary>
    internal async Task<TimeSpan?> ReconcileAsync(CrdDefinition crd, CancellationToken cancellationToken)
    {
        var present = await client.FindJsonAsync(crd.Path, cancellationToken);
        if (present is { } dying && dying.TryFind(out _, "metadata", "deletionTimestamp"))
        {
            logger.CrdTerminating(crd.Name);
            return TimeSpan.FromSeconds(5);
        }

        if (crd.Missing(present) is not { } missing)
        {
            return CrdDefinition.NotEstablishedReason(present!.Value) is null
                ? TimeSpan.FromMinutes(10)
                : TimeSpan.FromSeconds(2);
        }

        if (present is { } other && budgets[crd.Name].TrySpend() is { } rest)
        {
            Contested(crd, other, rest);
            return rest;
        }

        await client.ApplyAsync(
            crd.Path, Encoding.UTF8.GetBytes(missing.ToJsonString()), OperatorNames.FieldManager, cancellationToken);
        logger.CrdApplied(crd.Name, present is null ? "created" : "completed");
        return TimeSpan.FromSeconds(1);
    }

    private void Contested(CrdDefinition crd, JsonElement present, TimeSpan rest)
    {
        logger.Contested($"CRD {crd.Name}", rest);
        events.Publish(
            new ObjectReference(
                "apiextensions.k8s.io/v1", "CustomResourceDefinition", "", crd.Name,
                present.TextAt("metadata", "uid") ?? ""),
            EventType.Warning,
            EventReasons.Contested,
            "Another client keeps removing what ramus-operator adds to this CRD (status subresource, columns, short "
            + "names); metadata.managedFields names it. ramus-operator pauses its repairs for some minutes.");
    }
}
