using System.Text.Json;
using Ramus.Networks;
using Ramus.Validation;
using Ramus.Webhook.Admission;
using Ramus.Webhook.Networks;

namespace Ramus.Webhook.Pods;

/// <summary>
/// The rules: which resources a pod has to ask for because of its networks, and which pods are refused. Pure; the
/// findings are gathered before.
/// </summary>
internal static class PodMutation
{
    public static AdmissionDecision Decide(
        PodJson pod,
        string podKey,
        IReadOnlyList<SelectedNetwork> selected,
        IReadOnlyDictionary<NetworkKey, NetworkFinding> findings)
    {
        var warnings = new List<string>();
        var needed = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var network in selected)
        {
            if (Refuse(podKey, network, findings[network.Key]) is { } refusal)
            {
                return refusal;
            }

            var name = ((NetworkFinding.Found)findings[network.Key]).ResourceName;
            if (string.IsNullOrEmpty(name) || ExtendedResourceName.Refuse(name) is not { } fault)
            {
                Count(needed, warnings, network, name);
            }
            else if (!pod.HasResourceClaims)
            {
                // Drivers of resource claims name their devices as they like; nobody could ask for that by resources.
                return RefuseName(podKey, network, name, fault);
            }
        }

        if (pod.IsHostNetwork && selected.Count > 0)
        {
            warnings.Add($"{podKey} has hostNetwork: true, so none of the networks it selects is attached");
        }

        var patch = needed.Count == 0 ? default : Patch(pod, needed);
        return new AdmissionDecision
        {
            Outcome = patch.IsEmpty ? DecisionOutcome.Unchanged : DecisionOutcome.Patched,
            Patch = patch,
            Warnings = warnings,
        };
    }

    private static AdmissionDecision? Refuse(string podKey, SelectedNetwork network, NetworkFinding finding)
    {
        return finding switch
        {
            NetworkFinding.Missing missing => AdmissionDecision.Refuse(
                DecisionOutcome.UnknownNetwork, $"{podKey}: {MissingSentence(network, missing)}"),
            NetworkFinding.Unknown unknown => AdmissionDecision.Refuse(
                DecisionOutcome.LookupFailed,
                $"{podKey}: could not check whether network {network.Key}, selected by annotation "
                + $"{network.Annotation}, exists: {unknown.Reason}; try again"),
            _ => null,
        };
    }

    private static AdmissionDecision RefuseName(string podKey, SelectedNetwork network, string name, string fault) =>
        AdmissionDecision.Refuse(
            DecisionOutcome.BadResourceName,
            $"{podKey}: network {network.Key} is annotated {Annotations.ResourceName}: '{Short(name)}', which {fault}; "
            + "correct it in the network, for example intel.com/sriov");

    private static string Short(string text) => text.Length <= 100 ? text : $"{text[..100]}...";

    private static string MissingSentence(SelectedNetwork network, NetworkFinding.Missing missing)
    {
        var (@namespace, name) = (network.Key.Namespace, network.Key.Name);
        var sentence = $"annotation {network.Annotation} selects {network.Key}, but namespace {@namespace} has no "
            + $"NetworkAttachmentDefinition {name}; ";
        if (missing.NamespacesWithThatName.Count == 0)
        {
            return sentence + "create it, or correct the annotation";
        }

        const int shown = 5;
        var others = missing.NamespacesWithThatName;
        var more = others.Count > shown ? $" and {others.Count - shown} more" : "";
        return sentence + $"one of that name exists in: {string.Join(", ", others.Take(shown))}{more}; "
            + $"to use it write {others[0]}/{name}";
    }

    private static void Count(
        SortedDictionary<string, int> needed, List<string> warnings, SelectedNetwork network, string? resourceName)
    {
        if (resourceName is null)
        {
            return;
        }

        if (resourceName.Length == 0)
        {
            warnings.Add($"network {network.Key} has an empty annotation {Annotations.ResourceName}: "
                + "no device is requested for it");
            return;
        }

        needed[resourceName] = needed.GetValueOrDefault(resourceName) + 1;
    }

    private static ReadOnlyMemory<byte> Patch(PodJson pod, SortedDictionary<string, int> needed)
    {
        // A pod without containers is refused by the API server's own validation.
        if (pod.Containers().Select(static c => (JsonElement?)c).FirstOrDefault() is not { } first)
        {
            return default;
        }

        return ResourcePatch.Write(first, [.. needed.Select(n => ResourceDemand.Measure(pod, n.Key, n.Value))]);
    }
}
