using System.Net;

namespace Ramus.Kubernetes.Health;

/// <summary>Where the server listens. A null address means all of them, IPv4 and IPv6.</summary>
/// <param name="Port">Of /healthz and /readyz.</param>
/// <param name="MetricsPort">Of /metrics; null: they are not served.</param>
public sealed record HealthServerOptions(int Port, int? MetricsPort)
{
    /// <summary>For /healthz and /readyz: on the host's network the kubelet can ask at the loopback.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>For /metrics.</summary>
    public IPAddress? MetricsAddress { get; init; }
}
