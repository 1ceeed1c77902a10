using Ramus.Contract.NodeNetwork;

namespace Ramus.Testing.Kubernetes;

/// <summary>Paths of NodeNetworks, the reports of nodes, on an API server.</summary>
public static class NodeNetworkPaths
{
    /// <summary>The path of all reports; a report's own path ends with the node's name.</summary>
    public const string List =
        $"/apis/{NodeNetworkResource.Group}/{NodeNetworkResource.Version}/{NodeNetworkResource.Plural}";

    /// <summary>The path of the CustomResourceDefinition.</summary>
    public const string Crd =
        $"/apis/apiextensions.k8s.io/v1/customresourcedefinitions/{NodeNetworkResource.Crd}";
}
