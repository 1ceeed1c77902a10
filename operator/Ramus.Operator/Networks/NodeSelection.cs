using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Operator.Networks;

/// <summary>The nodes that a network selects. Pure.</summary>
internal static class NodeSelection
{
    /// <summary>Empty when the selector cannot be parsed, because then no node renders the network.</summary>
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
