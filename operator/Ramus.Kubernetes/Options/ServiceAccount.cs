namespace Ramus.Kubernetes.Options;

/// <summary>What a pod knows of itself from its service account.</summary>
public static class ServiceAccount
{
    private const string NamespaceFile = "/var/run/secrets/kubernetes.io/serviceaccount/namespace";

    /// <summary>The pod's namespace; null outside of a pod.</summary>
    public static string? Namespace { get; } =
        File.Exists(NamespaceFile) ? File.ReadAllText(NamespaceFile).Trim() : null;
}
