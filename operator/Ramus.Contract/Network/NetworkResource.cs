namespace Ramus.Contract.Network;

/// <summary>The names by which the API server serves NetworkAttachmentDefinitions.</summary>
public static class NetworkResource
{
    public const string Group = "k8s.cni.cncf.io";
    public const string Plural = "network-attachment-definitions";

    /// <summary>The name of the CustomResourceDefinition.</summary>
    public const string Crd = $"{Plural}.{Group}";
}
