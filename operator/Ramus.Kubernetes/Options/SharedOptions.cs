namespace Ramus.Kubernetes.Options;

/// <summary>Options that several programs share.</summary>
public static class SharedOptions
{
    /// <summary>A note in the help of each program.</summary>
    public const string EnvironmentNote =
        "Every option can also be set in the environment, for example --conf-dir as RAMUS_CONF_DIR; arguments take "
        + "precedence.";

    /// <summary>
    /// The kubeconfig; empty: $KUBECONFIG, the pod's service account or ~/.kube/config, in this order.
    /// </summary>
    public static ProgramOption<string> Kubeconfig { get; } = new(
        "--kubeconfig", "Kubeconfig for the API server; empty: KUBECONFIG, or the pod's service account.",
        ValueKinds.Text("FILE"), "");

    /// <summary>Multus' setting. The nodes enforce it; the operator and the webhook take it into account.</summary>
    public static ProgramOption<bool> NamespaceIsolation { get; } = new(
        "--namespace-isolation", "Refuse networks of other namespaces, except those of --global-namespaces.",
        ValueKinds.Flag, false);

    /// <summary>The exceptions of <see cref="NamespaceIsolation"/>.</summary>
    public static ProgramOption<string> GlobalNamespaces { get; } = new(
        "--global-namespaces", "Namespaces whose networks every pod may use, separated by commas.",
        ValueKinds.Text("NAMES"), "default");

    /// <summary>The plugin's setting of the same name.</summary>
    public static ProgramOption<string> MultusNamespace { get; } = new(
        "--multus-namespace", "Namespace of the network in a default-network annotation that names no namespace.",
        ValueKinds.RequiredText("NAME"), "kube-system");

    /// <summary>The port for probes; each program has a different default.</summary>
    public static ProgramOption<int> HealthPort(int otherwise, string? formerName = null) => new(
        "--health-port", "Port of /healthz and /readyz; 0: any free port.", ValueKinds.PortOrAny, otherwise)
    {
        FormerName = formerName,
    };

    /// <summary>
    /// The port for metrics; separate from health, so that an overload of one does not affect the other.
    /// </summary>
    public static ProgramOption<int> PrometheusPort(int otherwise) => new(
        "--prometheus-port", "Port of /metrics; 0: any free port.", ValueKinds.PortOrAny, otherwise);
}
