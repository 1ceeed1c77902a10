using System.Text.Json;
using System.Text.RegularExpressions;
using Ramus.Client.Get;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;

namespace Ramus.Client.Diagnose;

/// <summary>The steps about the attachment of a pod's networks on its node.</summary>
internal static partial class AttachmentSteps
{
    private const string NoSandbox = "FailedCreatePodSandBox";

    /// <summary>Whether the deletion of a pod makes progress.</summary>
    public static DiagnosisStep Ending(PodFacts facts, JsonElement pod)
    {
        const string name = "deletion";
        if (pod.TextAt("metadata", "deletionTimestamp") is null)
        {
            return DiagnosisStep.Unknown(name, "the pod is not being deleted");
        }

        return facts.Events.LastOrDefault(static one => one.Reason == "FailedKillPod") is { } failure
            ? DiagnosisStep.Bad(
                name, $"the networks cannot be detached: {OfPlugin(failure.Message)}",
                "correct the cause in the message; the kubelet tries again", "the-pod-stays-in-terminating")
            : DiagnosisStep.Good(name, facts.Events.Any(static one => one.Reason == NoSandbox)
                ? "the pod is being deleted; after a failed attachment this can take some minutes, because the node "
                    + "tries several times to detach the networks"
                : "the pod is being deleted, without an error so far");
    }

    /// <summary>Whether the kubelet could create the pod's sandbox, with its networks.</summary>
    public static DiagnosisStep Sandbox(PodFacts facts, JsonElement pod)
    {
        const string name = "attachment";
        if (pod.TextAt("status", "phase") is not "Pending")
        {
            return DiagnosisStep.Good(name, "the pod's sandbox was created");
        }

        if (facts.Events.LastOrDefault(static one => one.Reason == NoSandbox) is not { } failure)
        {
            return DiagnosisStep.Unknown(name, "the kubelet has reported no failure");
        }

        var message = OfPlugin(failure.Message);
        return DiagnosisStep.Bad(name, message, Remedies.For(message), Remedies.Creating);
    }

    /// <summary>Whether the pod's status has the networks that the pod selects.</summary>
    public static DiagnosisStep Status(PodFacts facts, JsonElement pod, IReadOnlyList<RequestedNetwork> selected)
    {
        const string name = "network-status";
        var attached = PodInterfaces.Of(pod, null).Where(static one => one.Interface.Length > 0).ToList();
        if (pod.TextAt("status", "phase") is not "Running")
        {
            return DiagnosisStep.Unknown(name, "Ramus writes it when the pod's networks are attached");
        }

        if (attached.Count > 0)
        {
            var missing = selected.FirstOrDefault(network =>
                network.Annotation == Annotations.Networks
                && !attached.Exists(one => one.Network == network.Key.ToString()));
            return missing is null
                ? DiagnosisStep.Good(
                    name, string.Join(", ", attached.Select(static one =>
                        $"{one.Interface} {string.Join(' ', one.Addresses)}".TrimEnd())))
                : DiagnosisStep.Bad(
                    name, $"the pod runs without network {missing.Key}: the annotation was changed after its start",
                    "recreate the pod", "the-pod-runs-but-has-only-eth0");
        }

        var start = pod.TextAt("status", "startTime") ?? "";
        return facts.NodeSince.Length > 0 && start.Length > 0
            && string.CompareOrdinal(start, facts.NodeSince) < 0
                ? DiagnosisStep.Bad(
                    name, $"the pod started at {start}, before Ramus was installed on its node ({facts.NodeSince})",
                    "recreate the pod", "the-pod-runs-but-has-only-eth0")
                : DiagnosisStep.Bad(
                    name, "the pod runs, but has no network-status: Ramus was not called for it, or the agent of its "
                    + "node has not published the status",
                    $"on the node, {NodeLayout.RuntimeConfig} must be the first file in "
                    + $"{NodeLayout.StandardConfDir}; see the agent's log",
                    "the-pod-has-its-networks-but-no-network-status");
    }

    /// <summary>Whether the networks have changed since the pod was attached.</summary>
    public static DiagnosisStep Generations(PodFacts facts, JsonElement pod)
    {
        const string name = "configuration";
        var generations = facts.Networks?.ToDictionary(
            static network => network.Key.ToString(), static network => network.State.ObservedGeneration,
            StringComparer.Ordinal);
        var outdated = PodInterfaces.Of(pod, generations).FirstOrDefault(static one => one.IsOutdated == true);
        return outdated is null
            ? DiagnosisStep.Good(name, "no network has changed since the pod was attached")
            : DiagnosisStep.Bad(
                name, $"network {outdated.Network} has changed since the pod was attached",
                "recreate the pod to use the new configuration");
    }

    // The kubelet and the runtime put their own text before the plugin's message.
    private static string OfPlugin(string message)
    {
        var found = Prefix().Match(message);
        return (found.Success ? message[(found.Index + found.Length)..] : message).Trim();
    }

    [GeneratedRegex("plugin type=\"ramus\"[^:]*failed \\((add|delete)\\): ", RegexOptions.IgnoreCase)]
    private static partial Regex Prefix();
}
