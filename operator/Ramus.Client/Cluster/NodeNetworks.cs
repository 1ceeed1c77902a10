using Ramus.Contract.NodeNetwork;
using Ramus.Kubernetes.Client;

namespace Ramus.Client.Cluster;

/// <summary>The resource with the reports of the nodes.</summary>
internal static class NodeNetworks
{
    public static ResourceType Type { get; } =
        new(NodeNetworkResource.Group, NodeNetworkResource.Version, NodeNetworkResource.Plural);
}
