using System.Text.Json;
using System.Text.RegularExpressions;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;

namespace Ramus.Client.Diagnose;

/// <summary>The step about the node that the scheduler finds for a pod.</summary>
internal static partial class SchedulingStep
{
    private const string Name = "scheduling";
    private const string Anchor = "the-pod-stays-pending-nodes-didnt-match-pods-node-affinity";

    public static DiagnosisStep Of(PodFacts facts, JsonElement pod, IReadOnlyList<RequestedNetwork> selected)
    {
        if (pod.TextAt("spec", "nodeName") is { Length: > 0 } node)
        {
            return DiagnosisStep.Good(Name, $"the pod is on node {node}");
        }

        var reason = pod.ItemsAt("status", "conditions")
            .Where(static one => one.TextAt("type") == "PodScheduled" && one.TextAt("status") == "False")
            .Select(static one => one.TextAt("message")).FirstOrDefault()
            ?? facts.Events.LastOrDefault(static one => one.Reason == "FailedScheduling")?.Message;
        if (reason is null)
        {
            return DiagnosisStep.Bad(
                Name, "the scheduler has not processed the pod yet", "wait, or check the cluster's scheduler");
        }

        var failures = NetworkSteps.Existing(facts, selected)
            .SelectMany(static network => network.State.Nodes.Failures.Select(failure => $"{network.Key}: {failure}"))
            .ToList();
        var selectors = string.Concat(NetworkSteps.Existing(facts, selected)
            .Where(static network => network.NodeSelector is not null)
            .Select(static network => $" (network {network.Key}: {Quote.Short(network.NodeSelector!)})"));
        var resource = Resources(pod).FirstOrDefault(one => reason.Contains($"Insufficient {one}"));
        return resource is not null
            ? DiagnosisStep.Bad(
                Name, $"no node has a free device of {resource}, which a network of the pod needs: {reason}",
                "free a device, add one, or check the device plugin: kubectl get nodes -o yaml, field allocatable",
                Anchor)
            : failures.Count > 0 && Affinity().IsMatch(reason)
                ? DiagnosisStep.Bad(
                    Name, $"no node can run all networks of the pod: {string.Join("; ", failures)} ({reason})",
                    "correct the nodes or the network; the pod is scheduled as soon as a node can run its networks",
                    Anchor)
            : Affinity().IsMatch(reason)
                ? DiagnosisStep.Bad(
                    Name, $"no node matches the node selector of the pod and of its networks{selectors}: {reason}",
                    $"label a node, or correct {Annotations.NodeSelector} of the network or the pod's node selector",
                    Anchor)
            : DiagnosisStep.Bad(
                Name, reason, "the networks are not the cause: correct the cause in the scheduler's message");
    }

    private static IEnumerable<string> Resources(JsonElement pod) =>
        pod.ItemsAt("spec", "containers")
            .SelectMany(static container => container.MapAt("resources", "requests")
                .Concat(container.MapAt("resources", "limits")))
            .Select(static resource => resource.Name)
            .Where(static name => name.Contains('/')).Distinct(StringComparer.Ordinal);

    [GeneratedRegex("node affinity|node selector|node\\(s\\) didn't match")]
    private static partial Regex Affinity();
}
