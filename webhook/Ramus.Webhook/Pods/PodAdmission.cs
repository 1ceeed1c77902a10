using System.Text.Json;
using Ramus.Contract.Admission;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;
using Ramus.Webhook.Admission;
using Ramus.Webhook.Networks;

namespace Ramus.Webhook.Pods;

/// <summary>Gathers what a decision needs, and decides: annotations, then the networks, then the rules.</summary>
/// <param name="networks">Where networks are looked up.</param>
/// <param name="context">What else counts.</param>
internal sealed class PodAdmission(INetworkLookup networks, PodContext context) : IReview
{
    public string Path => WebhookPaths.Pods;

    public bool ExemptsNamespaces => true;

    public ValueTask<AdmissionDecision> DecideAsync(AdmissionRequest request, CancellationToken cancellationToken) =>
        request.IsPodCreation
            ? ReviewAsync(request.Object, request.Namespace, cancellationToken)
            : ValueTask.FromResult(AdmissionDecision.Ignored);

    public async ValueTask<AdmissionDecision> ReviewAsync(
        JsonElement pod, string podNamespace, CancellationToken cancellationToken)
    {
        var podKey = $"pod in namespace {podNamespace}";
        try
        {
            var json = PodJson.Read(pod);
            podKey = $"pod {podNamespace}/{json.Name}";
            var settings = context.Settings();
            var annotations = PodAnnotations.Of(json, podNamespace, settings);
            var selected = PodNetworks.Read(annotations, podNamespace, context.MultusNamespace);
            if (Refuse(json, podKey, podNamespace, selected ?? [], settings) is { } refusal)
            {
                return refusal;
            }

            if (selected is null && annotations.Added.Count == 0 && Forged(json) is null)
            {
                return AdmissionDecision.Ignored;
            }

            var findings = await GatherAsync(selected ?? [], podNamespace, cancellationToken).ConfigureAwait(false);
            return PodMutation.Decide(new PodRequest(json, podKey, annotations, selected ?? [], findings)
            {
                Context = context,
                Settings = settings,
            });
        }
        catch (ContractException e)
        {
            return AdmissionDecision.Refuse(DecisionOutcome.BadAnnotation, $"{podKey}: {e.Message}");
        }
        catch (FormatException e)
        {
            return AdmissionDecision.Refuse(DecisionOutcome.UndecodablePod, $"{podKey}: {e.Message}");
        }
    }

    /// <summary>What can be refused without looking up a network.</summary>
    private AdmissionDecision? Refuse(
        PodJson pod, string podKey, string podNamespace, IReadOnlyList<RequestedNetwork> selected,
        InjectionSettings settings)
    {
        AdmissionDecision Refusal(DecisionOutcome outcome, string reason) =>
            AdmissionDecision.Refuse(outcome, $"{podKey}: {reason}");

        if (Forged(pod) is { } forged && !settings.RemovesForgedStatus)
        {
            return Refusal(
                DecisionOutcome.ForgedStatus,
                $"annotation {forged} is written when the pod has its networks, so a pod cannot be "
                + "created with one; remove it");
        }

        if (selected.Count > settings.MostNetworks)
        {
            return Refusal(
                DecisionOutcome.TooManyNetworks,
                $"it selects {selected.Count} networks and the cluster allows {settings.MostNetworks}; remove some");
        }

        if (SelectionConflicts.Refuse(selected) is { } conflict)
        {
            return Refusal(DecisionOutcome.ConflictingNetworks, conflict);
        }

        // Both annotations, as on the node: else a tenant takes a foreign network for its eth0.
        var use = context.Use();
        return selected.Select(network => use.WhyForbidden(
                network.Selection, podNamespace, network.Annotation == Annotations.DefaultNetwork))
            .FirstOrDefault(static reason => reason is not null) is { } reason
            ? Refusal(DecisionOutcome.ForbiddenNetwork, reason)
            : null;
    }

    private static string? Forged(PodJson pod) =>
        Annotations.OfAttachedPods.FirstOrDefault(key => !string.IsNullOrEmpty(pod.Annotation(key)));

    // A tenant must not learn the namespaces of networks that its pods may not use.
    private NetworkFinding OfUse(NetworkFinding finding, NetworkKey network, string podNamespace) =>
        finding is NetworkFinding.Missing missing
            ? missing with
            {
                NamespacesWithThatName =
                [
                    .. missing.NamespacesWithThatName.Where(other =>
                        context.Use().WhyForbidden(network with { Namespace = other }, podNamespace) is null),
                ],
            }
            : finding;

    private async ValueTask<Dictionary<NetworkKey, NetworkFinding>> GatherAsync(
        IReadOnlyList<RequestedNetwork> selected, string podNamespace, CancellationToken cancellationToken)
    {
        var findings = new Dictionary<NetworkKey, NetworkFinding>();
        foreach (var network in selected)
        {
            if (findings.ContainsKey(network.Key))
            {
                continue;
            }

            var finding = await networks.FindAsync(network.Key, cancellationToken).ConfigureAwait(false);
            findings[network.Key] = OfUse(finding, network.Key, podNamespace);

            // The first failure decides. Going on would let one pod with a thousand wrong names ask the API server
            // a thousand times.
            if (finding is not NetworkFinding.Found)
            {
                break;
            }
        }

        return findings;
    }
}
