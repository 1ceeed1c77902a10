using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Contract.Network;

/// <summary>What a network is on one node: whether it is for the node, and what the plugin runs there.</summary>
/// <param name="files">
/// Gives the configuration file of the node whose JSON name is this, or null; asked when the network has no config.
/// </param>
/// <param name="facts">The node, or null while it is unknown; no function where there is no node to depend on.</param>
public sealed class NodeRenderer(Func<string, ReadOnlyMemory<byte>?> files, Func<NodeFacts?>? facts = null)
{
    private static readonly Dictionary<string, string> NoLabels = [];

    /// <exception cref="ContractException">Its selector is malformed, or the node is not known yet.</exception>
    public bool Selects(NetworkAttachmentDefinition definition) =>
        definition.NodeSelector is not { } selector
        || LabelSelector.Parse(selector, $"network {definition.Key}: annotation {Annotations.NodeSelector}")
            .Matches(Node(definition)?.Labels ?? NoLabels);

    /// <summary>Why a pod of this node does not get a network that is for other nodes.</summary>
    public static string NotForThisNode(NetworkAttachmentDefinition definition) =>
        $"network {definition.Key} is not for this node: the node's labels do not match \"{definition.NodeSelector}\", "
        + $"its annotation {Annotations.NodeSelector}; let the pod run on a node that they select";

    /// <summary>The configuration that the plugin runs for the network.</summary>
    /// <exception cref="ContractException">The network cannot be run, or the node is not known yet.</exception>
    public NetworkConfig Render(NetworkAttachmentDefinition definition)
    {
        var node = definition.IsRenderedPerNode ? Node(definition) : null;
        var network = NetworkRenderer.Render(definition, files, node);
        if (WrapperPlugins.Find(network.Element) is { } wrapper)
        {
            throw new ContractException(
                $"network {definition.Key}: the plugin '{wrapper}' cannot be one of a pod's further networks; "
                + "write the configuration of the network itself");
        }

        return InterfacePlugins.FindInIpam(network.Element) is { } plugin
            ? throw new ContractException(
                $"network {definition.Key}: the plugin '{plugin}' hands out no addresses, and as 'ipam' it would call "
                + "itself without end; write an address manager such as host-local")
            : network;
    }

    private NodeFacts? Node(NetworkAttachmentDefinition definition) =>
        facts is null ? null : facts() ?? throw new ContractException(
            $"network {definition.Key}: it depends on the node's labels, which are not known yet; try again");
}
