using Ramus.Validation;
using Ramus.Validation.Rules;

namespace Ramus.Operator.Networks;

/// <summary>
/// Warns when a network uses dhcp and its nodes report that dhcp's daemon does not run. Only the nodes know that, so
/// the validator has no such rule. A daemon outside of the node's network namespace cannot be seen, so this is only a
/// warning. Pure.
/// </summary>
internal static class NodeDaemons
{
    private const string Dhcp = "dhcp";

    /// <param name="network">The network.</param>
    /// <param name="facts">The plugins that its configuration needs.</param>
    /// <param name="nodes">The nodes that it selects.</param>
    public static Finding? Judge(WatchedNetwork network, NetworkFacts facts, IReadOnlyList<NodeView> nodes)
    {
        if (!facts.NeedsDhcpDaemon
            || IgnoredWarnings.Of(network.ToJudge()).Contains(RuleBook.DhcpDaemonNodes.Id))
        {
            return null;
        }

        var without = nodes.Where(static node => node.Report.Plugins.GetValueOrDefault(Dhcp)?.Problem is not null)
            .Select(static node => node.Report.Node).ToList();
        return without.Count == 0 ? null : new Finding(
            RuleBook.DhcpDaemonNodes.Id,
            Severity.Warning,
            "spec.config.ipam",
            $"dhcp does not work on {NodeTally.Name(without)}: "
            + $"{nodes.First(node => node.Report.Node == without[0]).Report.Plugins[Dhcp].Problem}; run 'dhcp daemon' "
            + "on every such node, for example in a DaemonSet with hostNetwork");
    }
}
