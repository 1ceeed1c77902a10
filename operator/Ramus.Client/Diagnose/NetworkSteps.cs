using Ramus.Client.Get;
using Ramus.Contract.Network;
using Ramus.Contract.NodeNetwork;
using Ramus.Contract.Selection;

namespace Ramus.Client.Diagnose;

/// <summary>The steps about the networks that a pod selects.</summary>
internal static class NetworkSteps
{
    private const string NotTrue = "a-network-is-not-true-kubectl-get-nad";

    /// <summary>Whether the networks exist.</summary>
    public static DiagnosisStep Existence(PodFacts facts, IReadOnlyList<RequestedNetwork> selected)
    {
        const string name = "networks";
        if (facts.Networks is not { } networks)
        {
            return DiagnosisStep.Unknown(name, "you may not list networks");
        }

        foreach (var network in selected)
        {
            if (Find(networks, network.Key) is null)
            {
                var namesakes = networks.Where(other => other.Key.Name == network.Key.Name)
                    .Select(static other => other.Key.Namespace).Order(StringComparer.Ordinal).ToList();
                return DiagnosisStep.Bad(
                    name, MissingNetwork.Why(network.Key, namesakes),
                    "create the network, or correct the pod's annotation and recreate the pod",
                    Remedies.Creating);
            }
        }

        return DiagnosisStep.Good(name, selected.Count == 1 ? "the network exists" : "all networks exist");
    }

    /// <summary>Whether the rules accept the networks.</summary>
    public static DiagnosisStep Validity(PodFacts facts, IReadOnlyList<RequestedNetwork> selected)
    {
        const string name = "rules";
        foreach (var network in Existing(facts, selected))
        {
            if (network.State.Condition(StatusCondition.Valid) is { Status: "False" } condition)
            {
                return DiagnosisStep.Bad(
                    name, $"network {network.Key} is invalid: {condition.Message}",
                    condition.Reason == StatusCondition.Forbidden
                        ? "the cluster's policy forbids the network: change it, or ask an administrator"
                        : "correct the network as the message says",
                    NotTrue);
            }
        }

        return DiagnosisStep.Good(name, "no rule refuses the networks");
    }

    /// <summary>Whether the pod's node can run the networks.</summary>
    public static DiagnosisStep OnNode(PodFacts facts, IReadOnlyList<RequestedNetwork> selected, string node)
    {
        const string name = "networks on the node";
        if (facts.Node is not { } row)
        {
            return DiagnosisStep.Unknown(name, "unknown without the node's report");
        }

        foreach (var network in selected)
        {
            if (row.Report.Failures.FirstOrDefault(failure => failure.Network == network.Key) is { } failure)
            {
                return DiagnosisStep.Bad(
                    name, $"node {node} cannot run network {network.Key}: {failure.Cause}",
                    ToDo(failure, node), NotTrue);
            }
        }

        return DiagnosisStep.Good(name, $"node {node} reports no failure of these networks");
    }

    private static string ToDo(NetworkFailure failure, string node) =>
        failure.Cause.Contains("is not installed", StringComparison.Ordinal)
            ? $"install the plugin on node {node}, or exclude the node with {Annotations.NodeSelector}"
            : $"correct the cause on node {node}, or exclude the node with {Annotations.NodeSelector}";

    internal static IEnumerable<NetworkRow> Existing(PodFacts facts, IReadOnlyList<RequestedNetwork> selected) =>
        selected.Select(network => Find(facts.Networks ?? [], network.Key)).OfType<NetworkRow>().Distinct();

    private static NetworkRow? Find(IEnumerable<NetworkRow> networks, NetworkKey key) =>
        networks.FirstOrDefault(network => network.Key == key);
}
