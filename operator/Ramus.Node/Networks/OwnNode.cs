using Ramus.Contract.Network;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Watching;
using Ramus.Node.Services;

namespace Ramus.Node.Networks;

/// <summary>The agent's own Node: whose labels networks select and whose values they use.</summary>
internal sealed class OwnNode(NodeServices node)
{
    public Reflector<WatchedNode> Reflector { get; } = new(
        node.Client, ResourceType.Nodes, WatchedNode.Of,
        new ReflectorOptions { FieldSelector = $"metadata.name={node.NodeName}" }, node.Logger, node.Time);

    public EntityCache<WatchedNode> Cache => Reflector.Cache;

    /// <summary>Null while the Node is not known.</summary>
    public WatchedNode? Current => Cache.Find("", node.NodeName);

    public NodeFacts? Facts => Current?.Facts;
}
