using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ramus.Kubernetes.Health;

/// <summary>One line of /readyz: whether others can rely on a part of the program.</summary>
/// <param name="Name">The part.</param>
/// <param name="Reason">
/// Why it is not ready; null when it is. Asked on every probe, so it must be quick. An exception is a reason too.
/// </param>
public sealed record ReadinessCheck(string Name, Func<string?> Reason) : IHealthCheck
{
    /// <summary>What is shown with it while it is ready; null for nothing.</summary>
    public Func<string?>? Note { get; init; }

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Reason() is { } reason
            ? HealthCheckResult.Unhealthy(reason)
            : HealthCheckResult.Healthy(Note?.Invoke()));
}
