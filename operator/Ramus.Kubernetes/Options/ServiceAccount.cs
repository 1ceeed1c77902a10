namespace Ramus.Kubernetes.Options;

/// <summary>Information from the files of the pod's service account.</summary>
public static class ServiceAccount
{
    private const string NamespaceFile = "/var/run/secrets/kubernetes.io/serviceaccount/namespace";

    /// <summary>The pod's namespace; null outside a pod.</summary>
    public static string? Namespace { get; } =
        File.Exists(NamespaceFile) ? File.ReadAllText(NamespaceFile).Trim() : null;
}
