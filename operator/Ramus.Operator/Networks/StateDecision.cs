using Ramus.Contract.Network;
using Ramus.Validation;
using Ramus.Validation.Rules;

namespace Ramus.Operator.Networks;

/// <summary>Computes the status of a network. Pure.</summary>
internal static class StateDecision
{
    private const int MostFindings = 3;
    private const int MostWarnings = 10;
    private const int LongestMessage = 2000;
    private const string NotKept =
        "other pods have so many networks that the operator counts only the first networks of each pod";

    /// <param name="network">The network, with its present status.</param>
    /// <param name="verdict">The result of its validation.</param>
    /// <param name="nodes">All nodes that run the agent.</param>
    /// <param name="pods">The pods that are attached to it.</param>
    public static NetworkState Decide(
        WatchedNetwork network, NetworkVerdict verdict, IReadOnlyList<NodeView> nodes, PodUse pods)
    {
        var facts = verdict.Facts;
        var before = network.State;
        var desired = NodeSelection.Of(network, nodes);
        var counts = NodeTally.Count(network, facts, RevisionOf(network), desired);
        Finding?[] ofNodes =
            [NodeVersions.Judge(network, facts, desired), NodeDaemons.Judge(network, facts, desired)];
        StatusCondition[] conditions = [Valid(verdict), Rendered(verdict, counts), InUse(pods)];
        return new NetworkState
        {
            ObservedGeneration = network.Generation,
            Type = Cut(string.Join(',', facts.PluginTypes)),
            CniVersion = facts.CniVersion ?? "",
            ResourceName = facts.ResourceName ?? "",
            Plugins = [
                .. facts.PluginTypes.Select(type => new ProgramNeed(type, "interface")),
                .. facts.IpamTypes.Select(type => new ProgramNeed(type, "ipam"))],
            Masters = [.. facts.Masters],
            Warnings = [
                .. ofNodes.OfType<Finding>().Concat(verdict.Warnings).Take(MostWarnings)
                    .Select(warning => Cut(warning.ToString()))],
            Nodes = counts,
            Pods = pods.Count,
            UsedBy = [.. pods.First.Select(pod => pod.ToString())],
            OutdatedPods = pods.OutdatedCount,
            Conditions = [.. conditions.Select(condition => condition with
            {
                Since = before.Condition(condition.Type) is { } old && old.Status == condition.Status
                    ? old.Since : "",
            })],
        };
    }

    /// <summary>
    /// Kept in the status because each status write raises resourceVersion, and nodes do not report those versions.
    /// </summary>
    private static string RevisionOf(WatchedNetwork network) =>
        network.State.ObservedGeneration == network.Generation && network.State.Nodes.Revision.Length > 0
            ? network.State.Nodes.Revision
            : network.ResourceVersion;

    private static StatusCondition Valid(NetworkVerdict verdict) =>
        verdict.IsValid
            ? new(StatusCondition.Valid, "True", "Valid", verdict.Warnings.Any()
                ? "the network is valid, but it has warnings" : "the network is valid")
            : new(
                StatusCondition.Valid, "False", IsForbidden(verdict) ? StatusCondition.Forbidden : "Invalid",
                Sentences(verdict.Errors));

    /// <summary>The policy is the only error: the nodes may still run the network, depending on the policy.</summary>
    private static bool IsForbidden(NetworkVerdict verdict) =>
        !verdict.IsValid && verdict.Errors.All(error => RuleBook.IsPolicy(error.Rule));

    private static StatusCondition Rendered(NetworkVerdict verdict, NodeCounts nodes)
    {
        if (nodes.Failed > 0)
        {
            return new(
                StatusCondition.Rendered, "False", StatusCondition.NodesFailed,
                Cut(string.Join("; ", nodes.Failures)));
        }

        if (!verdict.IsValid && !IsForbidden(verdict))
        {
            return new(
                StatusCondition.Rendered, "False", "Invalid",
                "the network is invalid (see the condition Valid); nodes keep the last version that they could render");
        }

        if (nodes.Desired == 0)
        {
            return new(
                StatusCondition.Rendered, "Unknown", "NoNodes",
                "its node selector matches no node that runs the agent");
        }

        return nodes.Rendered == nodes.Desired
            ? new(StatusCondition.Rendered, "True", "AllNodes", "all selected nodes can run the network")
            : new(
                StatusCondition.Rendered, "Unknown", "Pending",
                "some nodes have not reported this generation yet, or have more failed networks than their reports "
                + "list");
    }

    private static StatusCondition InUse(PodUse pods)
    {
        if (pods.Count == 0 && pods.MayBeMore)
        {
            return new(
                StatusCondition.InUse, "Unknown", "PodsNotCounted",
                $"pods may be attached to the network: {NotKept}");
        }

        if (pods.Count == 0)
        {
            return new(StatusCondition.InUse, "False", "NotUsed", "no pod is attached to the network");
        }

        return pods.OutdatedCount == 0
            ? new(
                StatusCondition.InUse, "True", "PodsAttached", pods.MayBeMore
                    ? $"at least {Pods(pods.Count)} attached to the network: {NotKept}"
                    : "pods are attached to the network")
            : new(
                StatusCondition.InUse, "True", "PodsOutdated",
                $"{(pods.MayBeMore ? "at least " : "")}{Pods(pods.OutdatedCount)} attached to another generation of "
                + $"the network; to attach this generation, recreate {string.Join(", ", pods.FirstOutdated)}"
                + (pods.OutdatedCount > pods.FirstOutdated.Count ? ", …" : ""));
    }

    private static string Pods(int count) => count == 1 ? "1 pod is" : $"{count} pods are";

    private static string Sentences(IEnumerable<Finding> findings)
    {
        var all = findings.ToList();
        var more = all.Count > MostFindings ? $"; and {all.Count - MostFindings} more" : "";
        return Cut(string.Join("; ", all.Take(MostFindings)) + more);
    }

    private static string Cut(string text) =>
        text.Length <= LongestMessage ? text : text[..(LongestMessage - 1)] + "…";
}
