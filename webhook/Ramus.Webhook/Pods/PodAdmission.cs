using System.Text.Json;
using Ramus.Contract.Admission;
using Ramus.Contract.Json;
using Ramus.Contract.Policy;
using Ramus.Contract.Selection;
using Ramus.Validation.Pods;
using Ramus.Webhook.Admission;
using Ramus.Webhook.Networks;

namespace Ramus.Webhook.Pods;

/// <summary>Reads the annotations of a pod, looks its networks up, and applies the rules.</summary>
/// <param name="networks">Looks networks up.</param>
/// <param name="context">The other inputs of the decision.</param>
internal sealed class PodAdmission(INetworkLookup networks, PodContext context) : IReview
{
    public string Path => WebhookPaths.Pods;

    public bool ExemptsNamespaces => true;

    public ValueTask<AdmissionDecision> DecideAsync(AdmissionRequest request, CancellationToken cancellationToken) =>
        request.IsPodCreation
            ? ReviewAsync(request.Object, request.Namespace, cancellationToken)
            : ValueTask.FromResult(AdmissionDecision.Ignored);

    /// <summary>The decision about a new pod.</summary>
    public ValueTask<AdmissionDecision> ReviewAsync(
        JsonElement pod, string podNamespace, CancellationToken cancellationToken) =>
        ReviewAsync(pod, podNamespace, null, cancellationToken);

    /// <summary>The decision about the pods of a template, which messages call <paramref name="name"/>.</summary>
    public ValueTask<AdmissionDecision> ReviewTemplateAsync(
        JsonElement template, string podNamespace, string name, CancellationToken cancellationToken) =>
        ReviewAsync(template, podNamespace, name, cancellationToken);

    private async ValueTask<AdmissionDecision> ReviewAsync(
        JsonElement pod, string podNamespace, string? name, CancellationToken cancellationToken)
    {
        var podKey = name ?? $"pod in namespace {podNamespace}";
        try
        {
            var json = PodJson.Read(pod);
            podKey = name ?? $"pod {podNamespace}/{json.Name}";
            var settings = context.Settings();
            var annotations = PodAnnotations.Of(json, podNamespace, settings);
            var identity = new PodIdentity(podNamespace, json.ServiceAccount);
            var selected = PodNetworks.Read(
                annotations.Networks, annotations.DefaultNetwork, podNamespace, context.MultusNamespace);
            if (Refuse(json, podKey, identity, selected ?? [], settings) is { } refusal)
            {
                return refusal;
            }

            var hints = PodHints.Of(json, context);
            if (selected is null && annotations.Added.Count == 0 && Forged(json) is null)
            {
                return AdmissionDecision.Ignored with { Warnings = hints };
            }

            var findings = await GatherAsync(selected ?? [], identity, cancellationToken).ConfigureAwait(false);
            return PodMutation.Decide(new PodRequest(json, podKey, annotations, selected ?? [], findings)
            {
                Context = context,
                Settings = settings,
                Hints = hints,
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

    /// <summary>The checks that need no lookup of a network.</summary>
    private AdmissionDecision? Refuse(
        PodJson pod, string podKey, PodIdentity identity, IReadOnlyList<RequestedNetwork> selected,
        InjectionSettings settings)
    {
        AdmissionDecision Refusal(DecisionOutcome outcome, string reason) =>
            AdmissionDecision.Refuse(outcome, $"{podKey}: {reason}");

        if (Forged(pod) is { } forged && !settings.RemovesForgedStatus)
        {
            return Refusal(DecisionOutcome.ForgedStatus, PodSentences.Forged(forged));
        }

        if (selected.Count > settings.MostNetworks)
        {
            return Refusal(
                DecisionOutcome.TooManyNetworks,
                $"the pod selects {selected.Count} networks, but the cluster allows {settings.MostNetworks} per pod; "
                + "select fewer networks");
        }

        if (SelectionConflicts.Refuse(selected) is { } conflict)
        {
            return Refusal(DecisionOutcome.ConflictingNetworks, conflict);
        }

        if (selected.Count == 0)
        {
            return null;
        }

        // Check both annotations, as on the node: otherwise a tenant could use a foreign network as its default
        // network.
        var use = context.Use();
        return selected.Select(network => use.WhyForbidden(
                network.Selection, identity, network.Annotation == Annotations.DefaultNetwork))
            .FirstOrDefault(static reason => reason is not null) is { } reason
            ? Refusal(DecisionOutcome.ForbiddenNetwork, reason)
            : null;
    }

    private static string? Forged(PodJson pod) =>
        Annotations.OfAttachedPods.FirstOrDefault(key => !string.IsNullOrEmpty(pod.Annotation(key)));

    // A tenant must not learn in which namespaces there are networks that its pods may not use.
    private NetworkFinding OfUse(NetworkFinding finding, NetworkKey network, PodIdentity pod) =>
        finding is NetworkFinding.Missing missing
            ? missing with
            {
                NamespacesWithThatName =
                [
                    .. missing.NamespacesWithThatName.Where(other =>
                        context.Use().WhyForbidden(network with { Namespace = other }, pod) is null),
                ],
            }
            : finding;

    private async ValueTask<Dictionary<NetworkKey, NetworkFinding>> GatherAsync(
        IReadOnlyList<RequestedNetwork> selected, PodIdentity pod, CancellationToken cancellationToken)
    {
        var findings = new Dictionary<NetworkKey, NetworkFinding>();
        foreach (var network in selected)
        {
            if (findings.ContainsKey(network.Key))
            {
                continue;
            }

            var finding = await networks.FindAsync(network.Key, cancellationToken).ConfigureAwait(false);
            findings[network.Key] = OfUse(finding, network.Key, pod);

            // Stop at the first failure: otherwise one pod with a thousand wrong names would cause a thousand requests
            // to the API server.
            if (finding is not NetworkFinding.Found)
            {
                break;
            }
        }

        return findings;
    }
}
