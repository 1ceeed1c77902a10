using Ramus.Contract.Admission;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;
using Ramus.Validation.Pods;

namespace Ramus.Client.Explain;

/// <summary>Explains which networks a pod gets, and why. Pure.</summary>
/// <param name="networks">The known networks.</param>
/// <param name="settings">The settings of the webhook; null when they are unknown.</param>
internal sealed class PodExplanation(
    IReadOnlyDictionary<NetworkKey, ExplainedNetwork> networks, InjectionSettings? settings)
{
    private const string MultusNamespace = "kube-system";
    private const string Eth0 = "eth0";

    public Explanation Of(ExplainedPod pod)
    {
        var notes = new List<string>();
        var attachments = new List<ExplainedAttachment>();
        var keys = new List<NetworkKey>();
        string? refusal = null;
        try
        {
            foreach (var (network, selectedBy) in Selected(pod))
            {
                attachments.Add(Attachment(pod, network, selectedBy, attachments.Count));
                keys.Add(network.Key);
            }
        }
        catch (ContractException e)
        {
            refusal = e.Message;
        }

        if (pod.IsHostNetwork)
        {
            notes.Add($"the pod {PodSentences.HostNetwork}");
        }

        if (settings is null)
        {
            notes.Add("the webhook's settings were not read; on a cluster, its attachment rules can add networks");
        }

        return new Explanation(
            pod.Subject, attachments, [.. keys.Distinct().SelectMany(key => Requirements(pod, key))], notes)
        {
            Refusal = refusal,
        };
    }

    // The pod's own annotations, and then what the webhook adds. A pod of a cluster already has the additions.
    private IEnumerable<(RequestedNetwork Network, string SelectedBy)> Selected(ExplainedPod pod)
    {
        var own = PodNetworks.Read(
            pod.Annotations.GetValueOrDefault(Annotations.Networks),
            pod.Annotations.GetValueOrDefault(Annotations.DefaultNetwork), pod.Namespace, MultusNamespace) ?? [];
        var rules = Rules(pod).ToList();
        var index = 0;
        foreach (var network in own)
        {
            index += network.Annotation == Annotations.Networks ? 1 : 0;
            var place = network.Annotation == Annotations.Networks
                ? $"element {index} of annotation {network.Annotation}"
                : $"annotation {network.Annotation}";
            var rule = pod.IsLive ? rules.Find(one => one.Network.Key == network.Key).Name : null;
            yield return (network, rule is null ? place : $"{place}, as {rule} says");
        }

        var added = rules.Where(rule => !pod.IsLive && own.All(one => one.Key != rule.Network.Key));
        foreach (var (network, name) in added)
        {
            yield return (network, name);
        }
    }

    private IEnumerable<(RequestedNetwork Network, string Name)> Rules(ExplainedPod pod)
    {
        foreach (var injection in settings?.Injections ?? [])
        {
            if (string.Equals(
                pod.Labels.GetValueOrDefault(injection.Label), "true", StringComparison.OrdinalIgnoreCase)
                && injection.Annotations.TryGetValue(Annotations.Networks, out var list))
            {
                foreach (var network in Parsed(list, pod.Namespace))
                {
                    yield return (network, $"the injection for label {injection.Label}");
                }
            }
        }

        foreach (var rule in (settings?.Attachments ?? []).Where(rule => rule.Matches(pod.Namespace, pod.Labels)))
        {
            foreach (var network in Parsed(rule.Networks, pod.Namespace))
            {
                yield return (network, $"the attachment rule {rule.Name}");
            }
        }
    }

    private static IEnumerable<RequestedNetwork> Parsed(string list, string podNamespace) =>
        NetworkSelection.Parse(list, podNamespace, "of the settings")
            .Select(static selection => new RequestedNetwork(selection, Annotations.Networks));

    private ExplainedAttachment Attachment(
        ExplainedPod pod, RequestedNetwork network, string selectedBy, int before)
    {
        var isDefault = network.Annotation == Annotations.DefaultNetwork;
        var number = before + (pod.Annotations.ContainsKey(Annotations.DefaultNetwork) ? 0 : 1);
        var name = network.Selection.Interface ?? (isDefault ? Eth0 : $"net{number}");
        var attached = pod.Attached.FirstOrDefault(one =>
            one.Network == network.Key.ToString() && (network.Selection.Interface ?? one.Interface) == one.Interface);
        return new ExplainedAttachment(
            network.Key.ToString(),
            attached?.Interface ?? name,
            attached?.Addresses ?? network.Selection.Ips,
            selectedBy,
            networks.TryGetValue(network.Key, out var known)
                ? known.Type.Length > 0 ? $"{known.Source} ({known.Type})" : known.Source
                : "not found");
    }

    private IEnumerable<ExplainedRequirement> Requirements(ExplainedPod pod, NetworkKey key)
    {
        if (!networks.TryGetValue(key, out var network))
        {
            yield break;
        }

        string Because(string annotation) => $"network {key}, annotation {annotation}";
        string Given(string annotation) => network.Annotations.GetValueOrDefault(annotation) ?? "";

        var template = Given(Annotations.ResourceClaimTemplate);
        if (template.Length > 0)
        {
            yield return new("claim", template, Because(Annotations.ResourceClaimTemplate));
        }
        else
        {
            var target = pod.Annotations.GetValueOrDefault(Annotations.TargetContainer)
                ?? (pod.Containers.Count > 0 ? pod.Containers[0] : "");
            foreach (var resource in ResourceNames.In(Given(Annotations.ResourceName)))
            {
                yield return new(
                    "device", $"1 {resource} in container {target}", Because(Annotations.ResourceName));
            }
        }

        foreach (var (what, annotation) in (
            (string, string)[])[("node label", Annotations.NodeLabel), ("node selector", Annotations.NodeSelector)])
        {
            if (Given(annotation) is { Length: > 0 } value)
            {
                yield return new(what, value, Because(annotation));
            }
        }

        if (settings?.AvoidsNodesWithoutNetwork == true)
        {
            yield return new(
                "avoided node", CannotRunLabel.KeyOf(key), "the webhook's setting avoidNodesWithoutNetwork");
        }
    }
}
