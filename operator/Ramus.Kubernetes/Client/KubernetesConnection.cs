namespace Ramus.Kubernetes.Client;

/// <summary>
/// The connection to the API server. Without a kubeconfig it uses $KUBECONFIG, then the pod's service account, then
/// ~/.kube/config.
/// </summary>
public sealed record KubernetesConnection
{
    /// <summary>
    /// A kubeconfig file; null tries $KUBECONFIG, the service account and ~/.kube/config, in this order.
    /// </summary>
    public string? KubeconfigPath { get; init; }

    /// <summary>The context in the kubeconfig; null = its current context.</summary>
    public string? Context { get; init; }

    /// <summary>Replaces the server address, for example to reach a local proxy.</summary>
    public string? Server { get; init; }

    /// <summary>The user agent in the API server's audit log.</summary>
    public string UserAgent { get; init; } = "ramus";

    /// <summary>Timeout of one request through the typed client. Watches and lists have their own timeouts.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
