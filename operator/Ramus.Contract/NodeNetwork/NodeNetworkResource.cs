namespace Ramus.Contract.NodeNetwork;

/// <summary>The names by which the API server serves NodeNetwork objects. They are cluster-scoped.</summary>
public static class NodeNetworkResource
{
    public const string Group = "ramus.dev";
    public const string Version = "v1alpha1";
    public const string Plural = "nodenetworks";
    public const string Kind = "NodeNetwork";

    /// <summary>The name of the CustomResourceDefinition.</summary>
    public const string Crd = $"{Plural}.{Group}";
}
