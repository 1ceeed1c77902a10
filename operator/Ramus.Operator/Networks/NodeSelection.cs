using Ramus.Contract.Json;
using Ramus.Contract.Selection;
using Names = Ramus.Contract.Selection.Annotations;

namespace Ramus.Operator.Networks;

/// <summary>The nodes that a network is for. Pure.</summary>
internal static class NodeSelection
{
    /// <summary>None when the selector is broken: no node can know whether it is meant.</summary>
    public static IReadOnlyList<NodeView> Of(WatchedNetwork network, IReadOnlyList<NodeView> nodes)
    {
        if (!network.Annotations.TryGetValue(Names.NodeSelector, out var text) || string.IsNullOrWhiteSpace(text))
        {
            return nodes;
        }

        try
        {
            var selector = LabelSelector.Parse(text, Names.NodeSelector);
            return [.. nodes.Where(node => selector.Matches(node.Labels))];
        }
        catch (ContractException)
        {
            return [];
        }
    }
}
