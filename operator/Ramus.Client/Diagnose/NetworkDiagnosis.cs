using System.Text.Json;
using Ramus.Client.Get;
using Ramus.Contract.Json;
using Ramus.Contract.Network;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;
using Ramus.Validation;
using Ramus.Validation.Judging;

namespace Ramus.Client.Diagnose;

/// <summary>What a cluster knows about a network.</summary>
/// <param name="Key">The network's namespace and name.</param>
/// <param name="Network">The object; null when it does not exist.</param>
/// <param name="Namesakes">Other namespaces with a network of that name.</param>
/// <param name="Nodes">The reports of the nodes; null when the user may not read them.</param>
internal sealed record NetworkFacts(
    NetworkKey Key, JsonElement? Network, IReadOnlyList<string> Namesakes, IReadOnlyList<NodeRow>? Nodes);

/// <summary>Finds out why a network does not work. Pure.</summary>
internal static class NetworkDiagnosis
{
    private const int MostNodes = 5;
    private const string Anchor = "a-network-is-not-true-kubectl-get-nad";

    public static Diagnosis Of(NetworkFacts facts)
    {
        var subject = $"network {facts.Key}";
        return facts.Network is { } network
            ? new Diagnosis(subject, [.. Steps(facts, network, NetworkRow.Of(network))])
            : new Diagnosis(
                subject,
                [
                    DiagnosisStep.Bad(
                        "network", MissingNetwork.Why(facts.Key, facts.Namesakes),
                        "check the name and the namespace: `kubectl ramus get networks -A`"),
                ]);
    }

    private static IEnumerable<DiagnosisStep> Steps(NetworkFacts facts, JsonElement network, NetworkRow row)
    {
        yield return Rules(facts, network);
        yield return Status(network, row);
        if (row.State.Condition(StatusCondition.Valid) is { Status: "False" } invalid)
        {
            yield return DiagnosisStep.Bad(
                "policy and rules", invalid.Message, "correct the network as the message says", Anchor);
        }

        yield return Rendering(facts, row);
        yield return Pods(row);
    }

    private static DiagnosisStep Rules(NetworkFacts facts, JsonElement network)
    {
        const string name = "rules";
        var findings = new NetworkValidator().Validate(
            new NetworkObject(
                facts.Key.Namespace, facts.Key.Name, network.TextAt("spec", "config"),
                network.TextMapAt("metadata", "annotations")),
            ValidationContext.Nothing);
        var error = findings.FirstOrDefault(static finding => finding.Severity == Severity.Error);
        return error is not null
            ? DiagnosisStep.Bad(name, error.ToString(), $"kubectl ramus explain {error.Rule}", Anchor)
            : findings.Count > 0
                ? DiagnosisStep.Good(name, $"no error; {findings.Count} warnings, for example: {findings[0]}")
                : DiagnosisStep.Good(name, "no rule reports a problem");
    }

    private static DiagnosisStep Status(JsonElement network, NetworkRow row)
    {
        const string name = "status";
        var generation = network.NumberAt("metadata", "generation") ?? 0;
        return row.State.ObservedGeneration == 0
            ? DiagnosisStep.Bad(
                name, "the operator has not written a status",
                "check the operator: `kubectl -n ramus-system get deployment ramus-operator`, and its log")
            : row.State.ObservedGeneration < generation
                ? DiagnosisStep.Bad(
                    name, $"the status describes generation {row.State.ObservedGeneration}, but the network has "
                    + $"generation {generation}",
                    "wait some seconds; then see the log of deployment/ramus-operator")
                : DiagnosisStep.Good(name, $"the status describes the current generation, {generation}");
    }

    private static DiagnosisStep Rendering(NetworkFacts facts, NetworkRow row)
    {
        const string name = "nodes";
        var nodes = row.State.Nodes;
        var failures = (facts.Nodes ?? [])
            .SelectMany(node => node.Report.Failures.Where(failure => failure.Network == row.Key)
                .Select(failure => $"node {node.Name}: {failure.Cause}"))
            .Take(MostNodes).DefaultIfEmpty(string.Join("; ", nodes.Failures)).ToList();
        return row.State.Condition(StatusCondition.Rendered) switch
        {
            { Status: "False" } condition => DiagnosisStep.Bad(
                name, failures[0].Length > 0 ? string.Join("; ", failures) : condition.Message,
                $"correct the nodes, or exclude them with {Annotations.NodeSelector}", Anchor),
            { Reason: "NoNodes" } condition => DiagnosisStep.Bad(
                name, condition.Message, $"label nodes, or correct {Annotations.NodeSelector}", Anchor),
            { Status: "Unknown" } condition => DiagnosisStep.Bad(
                name, condition.Message, "`kubectl ramus get nodes` shows nodes that do not report", Anchor),
            { } => DiagnosisStep.Good(name, $"{nodes.Summary} nodes can run the network"),
            null => DiagnosisStep.Unknown(name, "unknown without a status"),
        };
    }

    private static DiagnosisStep Pods(NetworkRow row)
    {
        const string name = "pods";
        return row.State.OutdatedPods > 0
            ? DiagnosisStep.Bad(
                name, $"{row.State.OutdatedPods} of {row.State.Pods} pods were attached to an earlier configuration",
                "recreate these pods: `kubectl ramus get pods -A` shows them as outdated")
            : DiagnosisStep.Good(name, $"{row.State.Pods} pods use the network");
    }
}
