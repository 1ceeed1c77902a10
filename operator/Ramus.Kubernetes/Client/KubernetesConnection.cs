namespace Ramus.Kubernetes.Client;

/// <summary>
/// How the API server is reached. Without a kubeconfig: $KUBECONFIG, then the pod's service account, then
/// ~/.kube/config.
/// </summary>
public sealed record KubernetesConnection
{
    /// <summary>
    /// A kubeconfig file; null looks at $KUBECONFIG, the service account, ~/.kube/config, in this order.
    /// </summary>
    public string? KubeconfigPath { get; init; }

    /// <summary>The context in the kubeconfig; null = its current context.</summary>
    public string? Context { get; init; }

    /// <summary>Replaces the server address, for example to reach a local proxy.</summary>
    public string? Server { get; init; }

    /// <summary>What the API server's audit log shows.</summary>
    public string UserAgent { get; init; } = "ramus";

    /// <summary>Limit of one request through the typed client. Watches and lists have limits of their own.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
