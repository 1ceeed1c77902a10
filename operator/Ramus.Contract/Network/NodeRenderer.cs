using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Contract.Network;

/// <summary>
/// Renders networks for one node: whether its labels match, and the configuration that the plugin runs.
/// </summary>
/// <param name="files">
/// Finds the node's configuration file by the name in its JSON, or null; called when the network has no config.
/// </param>
/// <param name="facts">The node's values, or null while they are unknown; no function when there is no node.</param>
public sealed class NodeRenderer(Func<string, ReadOnlyMemory<byte>?> files, Func<NodeFacts?>? facts = null)
{
    private static readonly Dictionary<string, string> NoLabels = [];

    /// <exception cref="ContractException">The selector is malformed, or the node is not known yet.</exception>
    public bool Selects(NetworkAttachmentDefinition definition) =>
        definition.NodeSelector is not { } selector
        || LabelSelector.Parse(selector, $"network {definition.Key}: annotation {Annotations.NodeSelector}")
            .Matches(Node(definition)?.Labels ?? NoLabels);

    /// <summary>Explains why a pod on this node cannot use a network whose node selector does not match.</summary>
    public static string NotForThisNode(NetworkAttachmentDefinition definition) =>
        $"network {definition.Key} is not available on this node: the node's labels do not match its "
        + $"{Annotations.NodeSelector} \"{definition.NodeSelector}\"; schedule the pod on a matching node";

    /// <summary>The configuration that the plugin runs for the network.</summary>
    /// <exception cref="ContractException">The network cannot be rendered, or the node is not known yet.</exception>
    public NetworkConfig Render(NetworkAttachmentDefinition definition)
    {
        var node = definition.IsRenderedPerNode ? Node(definition) : null;
        var network = NetworkRenderer.Render(definition, files, node);
        if (WrapperPlugins.Find(network.Element) is { } wrapper)
        {
            throw Refusal(
                definition, network, $"the plugin '{wrapper}' cannot be used in an additional network of a pod; "
                + "write the configuration of the plugin that creates the interface");
        }

        return InterfacePlugins.FindInIpam(network.Element) is { } plugin
            ? throw Refusal(
                definition, network, $"'{plugin}' is not an IPAM plugin, and in 'ipam' it would call itself "
                + "endlessly; use an IPAM plugin such as host-local")
            : network;
    }

    private static ContractException Refusal(
        NetworkAttachmentDefinition definition, NetworkConfig network, string reason) =>
        new($"network {definition.Key}: {network.Hidden.Cover(reason)}");

    private NodeFacts? Node(NetworkAttachmentDefinition definition) =>
        facts is null ? null : facts() ?? throw new ContractException(
            $"network {definition.Key}: the node's labels, which the network needs, are not known yet; try again");
}
