using Ramus.Contract.Json;
using Ramus.Contract.Network;
using Ramus.Contract.Selection;
using Ramus.Validation.Pods;
using Ramus.Webhook.Admission;
using Ramus.Webhook.Networks;

namespace Ramus.Webhook.Pods;

/// <summary>
/// The rules: the changes to a pod for its networks, and the reasons to refuse it. Pure: the caller has looked the
/// networks up.
/// </summary>
internal static class PodMutation
{
    /// <exception cref="ContractException">An annotation of the pod is invalid.</exception>
    public static AdmissionDecision Decide(PodRequest request)
    {
        var warnings = request.Annotations.Warnings.Concat(request.Hints)
            .Concat(PodNetworks.WarnOfUnknownKeys(
                request.Annotations.Networks, request.Annotations.DefaultNetwork)).ToList();
        var networks = new List<ResolvedNetwork>();
        foreach (var network in request.Selected)
        {
            if (request.Findings.GetValueOrDefault(network.Key) is NetworkFinding.Found found)
            {
                networks.Add(new ResolvedNetwork(network.Key, found.Network));
            }
            else if (Missed(request, network, warnings) is { } refusal)
            {
                return refusal;
            }
        }

        var needs = DeviceNeeds.Of(request.Pod, networks, request.Settings, warnings);
        if (needs.BadName is { } bad)
        {
            return RefuseName(request.Key, bad.Network, bad.Name, bad.Fault);
        }

        Warn(request, networks, warnings);
        NodePlacement placement;
        try
        {
            placement = NodePlacement.Of(request.Pod, networks, request.Settings);
        }
        catch (ContractException e)
        {
            return AdmissionDecision.Refuse(DecisionOutcome.UnsatisfiableNodes, $"{request.Key}: {e.Message}");
        }

        WarnOfNodes(request, placement, warnings);
        return Patched(new PodPatch(request, needs, placement, warnings));
    }

    private static AdmissionDecision Patched(PodPatch patch)
    {
        var json = patch.ToJson();
        return new AdmissionDecision
        {
            Outcome = json.IsEmpty ? DecisionOutcome.Unchanged : DecisionOutcome.Patched,
            Patch = json,
            Warnings = patch.Warnings,
        };
    }

    private static AdmissionDecision? Missed(PodRequest request, RequestedNetwork network, List<string> warnings)
    {
        switch (request.Findings.GetValueOrDefault(network.Key))
        {
            case NetworkFinding.Missing missing:
                return AdmissionDecision.Refuse(
                    DecisionOutcome.UnknownNetwork, $"{request.Key}: {MissingSentence(network, missing)}");
            case NetworkFinding.Unknown unknown when !request.Settings.AllowsFailedLookup:
                return AdmissionDecision.Refuse(
                    DecisionOutcome.LookupFailed,
                    $"{request.Key}: network {network.Key}, selected by annotation {network.Annotation}, could not be "
                    + $"looked up: {unknown.Reason}; try again");
            default:
                warnings.Add($"network {network.Key} could not be looked up, so the device requests it may need were "
                    + "not added; if it needs any, the pod will fail to start on its node");
                return null;
        }
    }

    private static void Warn(PodRequest request, List<ResolvedNetwork> networks, List<string> warnings)
    {
        if (request.Pod.IsHostNetwork && request.Selected.Count > 0)
        {
            warnings.Add($"{request.Key} {PodSentences.HostNetwork}");
        }

        foreach (var network in networks.Where(n => n.Known.Problem is not null).DistinctBy(static n => n.Key))
        {
            warnings.Add($"network {network.Key} {network.Known.Problem}");
        }

        warnings.AddRange(SelectionConflicts.Warn(request.Selected));
    }

    private static void WarnOfNodes(PodRequest request, NodePlacement placement, List<string> warnings)
    {
        if (placement.Selector is { } selector && !request.Context.SomeNodeHas(selector))
        {
            var labels = string.Join(",", selector.Select(static label => $"{label.Key}={label.Value}"));
            warnings.Add($"no node has the labels {labels} that the pod and its networks require: the pod will stay "
            + "pending");
        }
    }

    private static AdmissionDecision RefuseName(string podKey, NetworkKey network, string name, string fault) =>
        AdmissionDecision.Refuse(
            DecisionOutcome.BadResourceName,
            $"{podKey}: network {network} has annotation {Annotations.ResourceName}: '{Short(name)}', which {fault}; "
            + "correct the network's annotation; a valid name is, for example, intel.com/sriov");

    private static string Short(string text) => text.Length <= 100 ? text : $"{text[..100]}...";

    private static string MissingSentence(RequestedNetwork network, NetworkFinding.Missing missing) =>
        $"annotation {network.Annotation} selects {network.Key}, but "
        + MissingNetwork.Why(network.Key, missing.NamespacesWithThatName);
}
