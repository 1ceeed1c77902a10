namespace Ramus.Kubernetes.Health;

/// <summary>One check's outcome; a null reason means it passed.</summary>
public sealed record HealthResult(string Name, string? Reason);
