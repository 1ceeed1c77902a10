using System.Net;

namespace Ramus.Kubernetes.Health;

/// <summary>Where /healthz, /readyz and /metrics are served. A null address means all of them, IPv4 and IPv6.</summary>
public sealed record HealthServerOptions(int Port, IPAddress? Address = null);
