using System.Net;

namespace Ramus.Kubernetes.Health;

/// <summary>The ports and addresses of the server. A null address means all addresses, IPv4 and IPv6.</summary>
/// <param name="Port">Port of /healthz and /readyz.</param>
/// <param name="MetricsPort">Port of /metrics; null: metrics are not served.</param>
public sealed record HealthServerOptions(int Port, int? MetricsPort)
{
    /// <summary>
    /// Address of /healthz and /readyz. In the host's network the kubelet can use the loopback address.
    /// </summary>
    public IPAddress? Address { get; init; }

    /// <summary>Address of /metrics.</summary>
    public IPAddress? MetricsAddress { get; init; }
}
