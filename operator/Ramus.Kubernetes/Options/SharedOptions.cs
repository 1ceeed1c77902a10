namespace Ramus.Kubernetes.Options;

/// <summary>The options that several programs have, under one name and with one meaning.</summary>
public static class SharedOptions
{
    /// <summary>For the help of each program.</summary>
    public const string EnvironmentNote =
        "Every option can also be given in the environment, for example --conf-dir as RAMUS_CONF_DIR; arguments win.";

    /// <summary>Empty: $KUBECONFIG, the pod's service account, ~/.kube/config, in this order.</summary>
    public static ProgramOption<string> Kubeconfig { get; } = new(
        "--kubeconfig", "How to reach the API server; empty: KUBECONFIG, or the pod's service account.",
        ValueKinds.Text("FILE"), "");

    /// <summary>Where probes are answered; each program has a port of its own.</summary>
    public static ProgramOption<int> HealthPort(int otherwise, string? formerName = null) => new(
        "--health-port", "Port of /healthz and /readyz; 0: any free one.", ValueKinds.PortOrAny, otherwise)
    {
        FormerName = formerName,
    };

    /// <summary>Where metrics are read; apart from health, so that neither is in the other's way.</summary>
    public static ProgramOption<int> PrometheusPort(int otherwise) => new(
        "--prometheus-port", "Port of /metrics; 0: any free one.", ValueKinds.PortOrAny, otherwise);
}
