using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Operator.Networks;

/// <summary>The nodes that a network is for. Pure.</summary>
internal static class NodeSelection
{
    /// <summary>None when the selector is broken: no node can know whether it is meant.</summary>
    public static IReadOnlyList<NodeView> Of(WatchedNetwork network, IReadOnlyList<NodeView> nodes)
    {
        if (network.Definition.NodeSelector is not { } text)
        {
            return nodes;
        }

        try
        {
            var selector = LabelSelector.Parse(text, Annotations.NodeSelector);
            return [.. nodes.Where(node => selector.Matches(node.Labels))];
        }
        catch (ContractException)
        {
            return [];
        }
    }
}
