using Ramus.Contract.Network;
using Ramus.Validation;
using Ramus.Validation.Rules;

namespace Ramus.Operator.Networks;

/// <summary>What the status of a network has to say. Pure.</summary>
internal static class StateDecision
{
    private const int MostFindings = 3;
    private const int MostWarnings = 10;
    private const int LongestMessage = 2000;

    /// <param name="network">The network, with the status that it has.</param>
    /// <param name="verdict">What the rules say of it.</param>
    /// <param name="nodes">All nodes with a node agent.</param>
    /// <param name="pods">Who uses it.</param>
    public static NetworkState Decide(
        WatchedNetwork network, NetworkVerdict verdict, IReadOnlyList<NodeView> nodes, PodUse pods)
    {
        var facts = verdict.Facts;
        var before = network.State;
        var desired = NodeSelection.Of(network, nodes);
        var counts = NodeTally.Count(network, facts, RevisionOf(network), desired);
        Finding?[] ofNodes = [NodeVersions.Judge(network, facts, desired)];
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

    /// <summary>Remembered in the status itself: our own writing makes newer ones, which no node tells of.</summary>
    private static string RevisionOf(WatchedNetwork network) =>
        network.State.ObservedGeneration == network.Generation && network.State.Nodes.Revision.Length > 0
            ? network.State.Nodes.Revision
            : network.ResourceVersion;

    private static StatusCondition Valid(NetworkVerdict verdict) =>
        verdict.IsValid
            ? new(StatusCondition.Valid, "True", "Valid", verdict.Warnings.Any()
                ? "nothing forbids it, but see its warnings" : "nothing in it is wrong")
            : new(
                StatusCondition.Valid, "False", IsForbidden(verdict) ? StatusCondition.Forbidden : "Invalid",
                Sentences(verdict.Errors));

    /// <summary>Only the policy is against it: it may be such that nodes go on with the network.</summary>
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
                "it is not valid, see the condition Valid; nodes keep the last one that they could read");
        }

        if (nodes.Desired == 0)
        {
            return new(
                StatusCondition.Rendered, "Unknown", "NoNodes", "no node with a node agent is one that it is for");
        }

        return nodes.Rendered == nodes.Desired
            ? new(StatusCondition.Rendered, "True", "AllNodes", "every node that it is for can run it")
            : new(StatusCondition.Rendered, "Unknown", "Pending", "some nodes have not told of this generation yet");
    }

    private static StatusCondition InUse(PodUse pods)
    {
        if (pods.Count == 0)
        {
            return new(StatusCondition.InUse, "False", "NotUsed", "no pod is attached to it");
        }

        return pods.OutdatedCount == 0
            ? new(StatusCondition.InUse, "True", "PodsAttached", "pods are attached to it")
            : new(
                StatusCondition.InUse, "True", "PodsOutdated",
                $"{pods.OutdatedCount} pods are attached to another generation of it and get this one when they "
                + $"are recreated: {string.Join(", ", pods.FirstOutdated)}"
                + (pods.OutdatedCount > pods.FirstOutdated.Count ? ", …" : ""));
    }

    private static string Sentences(IEnumerable<Finding> findings)
    {
        var all = findings.ToList();
        var more = all.Count > MostFindings ? $"; and {all.Count - MostFindings} more" : "";
        return Cut(string.Join("; ", all.Take(MostFindings)) + more);
    }

    private static string Cut(string text) =>
        text.Length <= LongestMessage ? text : text[..(LongestMessage - 1)] + "…";
}
