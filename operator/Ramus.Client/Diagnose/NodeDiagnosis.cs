using System.Text.Json;
using Ramus.Client.Get;
using Ramus.Contract.Json;
using Ramus.Contract.NodeNetwork;
using Ramus.Contract.Status;
using Ramus.Kubernetes.Client;

namespace Ramus.Client.Diagnose;

/// <summary>What a cluster knows about a node.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="Node">The Node; null when it does not exist.</param>
/// <param name="Report">The report of its agent; null when there is none.</param>
/// <param name="Agent">The agent's pod; null when there is none.</param>
/// <param name="Events">The events of the node, oldest first.</param>
internal sealed record NodeFacts(
    string Name, JsonElement? Node, NodeRow? Report, JsonElement? Agent, IReadOnlyList<KubernetesEvent> Events);

/// <summary>Finds out why a node cannot attach networks. Pure.</summary>
internal static class NodeDiagnosis
{
    private const int MostFailures = 5;
    private const string AgentAnchor = "a-ramus-node-pod-does-not-become-ready";
    private const string ConfigAnchor = "a-node-has-the-event-cniconfigrepaired-or-defaultnetworkproblem";

    public static Diagnosis Of(NodeFacts facts)
    {
        var subject = $"node {facts.Name}";
        return facts.Node is { } node
            ? new Diagnosis(subject, [.. Steps(facts, node)])
            : new Diagnosis(
                subject,
                [
                    DiagnosisStep.Bad(
                        "node", $"there is no node {facts.Name}", "check the name: kubectl get nodes"),
                ]);
    }

    private static IEnumerable<DiagnosisStep> Steps(NodeFacts facts, JsonElement node)
    {
        yield return Agent(facts);
        yield return Report(facts);
        if (facts.Report is { } row)
        {
            yield return DefaultNetwork(row);
            yield return Networks(row);
            yield return Plugins(row);
        }

        yield return Interference(facts);
        yield return Kubelet(node);
    }

    private static DiagnosisStep Agent(NodeFacts facts)
    {
        const string name = "agent";
        return facts.Agent is not { } agent
            ? facts.Report is null
                ? DiagnosisStep.Bad(
                    name, "the node has no pod of DaemonSet ramus-node",
                    "check the DaemonSet's node selector and tolerations, and that Ramus is installed", AgentAnchor)
                : DiagnosisStep.Unknown(name, "the agent's pod was not found; check --system-namespace")
            : AgentStep.WhyNotRunning(agent) is { } reason
                ? DiagnosisStep.Bad(
                    name, $"the agent does not run: {reason}",
                    $"kubectl -n {agent.TextAt("metadata", "namespace")} logs {agent.TextAt("metadata", "name")}",
                    AgentAnchor)
                : DiagnosisStep.Good(name, $"pod {agent.TextAt("metadata", "name")} runs");
    }

    private static DiagnosisStep Report(NodeFacts facts)
    {
        const string name = "report";
        return facts.Report is not { } row
            ? DiagnosisStep.Bad(name, "the agent has not reported", "look at the agent's log", AgentAnchor)
            : row.Report.Condition(ReportCondition.Ready) is { IsTrue: false } condition
                && condition.Reason != "DefaultNetworkNotReady"
                ? DiagnosisStep.Bad(name, condition.Message, "look at the agent's log", AgentAnchor)
                : DiagnosisStep.Good(name, $"version {row.Report.Version}, {row.Report.Rendered} networks rendered");
    }

    private static DiagnosisStep DefaultNetwork(NodeRow row)
    {
        const string name = "default network";
        return row.Report.Condition(ReportCondition.DefaultNetworkReady) is { IsTrue: false } condition
            ? DiagnosisStep.Bad(
                name, condition.Message,
                "install or repair the cluster's own network on this node; check the chart's value host.confDir",
                ConfigAnchor)
            : row.Report.DefaultNetwork is { } network
                ? DiagnosisStep.Good(name, $"{network.Name}, from {network.File}")
                : DiagnosisStep.Bad(
                    name, "the node has no default network", "install the cluster's own network on this node",
                    ConfigAnchor);
    }

    private static DiagnosisStep Networks(NodeRow row)
    {
        const string name = "networks";
        var failures = row.Report.Failures.Take(MostFailures)
            .Select(static failure => $"{failure.Network}: {failure.Cause}").ToList();
        return row.Report.Failed == 0
            ? DiagnosisStep.Good(name, "no network fails on this node")
            : DiagnosisStep.Bad(
                name, $"the node cannot run {row.Report.Failed} networks: {string.Join("; ", failures)}",
                "correct the node or the networks; ramus.dev/nodeSelector excludes a node",
                "a-network-is-not-true-kubectl-get-nad");
    }

    private static DiagnosisStep Plugins(NodeRow row)
    {
        const string name = "plugins";
        var broken = row.Report.Plugins.FirstOrDefault(static plugin => plugin.Problem is { Length: > 0 });
        return broken is null
            ? DiagnosisStep.Good(name, $"{row.Report.Plugins.Count} plugins are installed")
            : DiagnosisStep.Bad(
                name, $"plugin {broken.Name} does not work: {broken.Problem}", "install the plugin again");
    }

    private static DiagnosisStep Interference(NodeFacts facts)
    {
        const string name = "CNI configuration";
        return facts.Events.LastOrDefault(static one => one.Reason == EventReasons.CniConfigRepaired) is { } repaired
            ? DiagnosisStep.Bad(
                name, $"another program changed Ramus' file ({repaired.Time}): {repaired.Message}",
                "stop the other program from writing into the node's CNI folder", ConfigAnchor)
            : DiagnosisStep.Good(name, "no event about changes by another program");
    }

    private static DiagnosisStep Kubelet(JsonElement node)
    {
        const string name = "kubelet";
        foreach (var condition in node.ItemsAt("status", "conditions"))
        {
            if (condition.TextAt("type") == "Ready" && condition.TextAt("status") != "True")
            {
                return DiagnosisStep.Bad(
                    name, $"the node is not ready: {condition.TextAt("message")}",
                    "see `kubectl describe node`, and the kubelet's log");
            }
        }

        return DiagnosisStep.Good(name, "the node is ready");
    }
}
