using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Kubernetes.Client;

namespace Ramus.Client.Diagnose;

/// <summary>The step about the agent of a pod's node.</summary>
internal static class AgentStep
{
    private const string Name = "node agent";
    private const string Anchor = "a-ramus-node-pod-does-not-become-ready";

    public static DiagnosisStep Of(PodFacts facts, string node)
    {
        if (facts.Agent is { } agent && WhyNotRunning(agent) is { } reason)
        {
            return DiagnosisStep.Bad(
                Name, $"the agent of node {node} does not run: {reason}",
                $"kubectl -n {agent.TextAt("metadata", "namespace")} logs {agent.TextAt("metadata", "name")}",
                Anchor);
        }

        if (facts.Node is not { } row)
        {
            return facts.Agent is null
                ? DiagnosisStep.Bad(
                    Name, $"node {node} has no agent: there is no pod of DaemonSet ramus-node and no report",
                    "check the DaemonSet's node selector and tolerations, and that Ramus is installed", Anchor)
                : DiagnosisStep.Bad(
                    Name, $"the agent of node {node} has not reported", "look at the agent's log", Anchor);
        }

        return row.IsReady == true
            ? DiagnosisStep.Good(Name, $"the agent of node {node} is ready, version {row.Report.Version}")
            : DiagnosisStep.Bad(
                Name, $"node {node} is not ready: {row.Problem}", $"kubectl ramus diagnose node/{node}", Anchor);
    }

    /// <summary>Why a pod does not run; null when it does.</summary>
    public static string? WhyNotRunning(JsonElement pod)
    {
        foreach (var status in pod.ItemsAt("status", "containerStatuses"))
        {
            if (status.TextAt("state", "waiting", "reason") is { } waiting)
            {
                return $"{waiting} {status.TextAt("state", "waiting", "message")}".TrimEnd();
            }

            if (status.TextAt("state", "terminated", "reason") is { } ended)
            {
                return $"its container terminated: {ended}";
            }
        }

        var phase = pod.TextAt("status", "phase");
        return phase is "Running" ? null : $"its phase is {phase ?? "unknown"}";
    }
}
