using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ramus.Kubernetes.Health;

/// <summary>One line of /readyz: whether a part of the program is ready.</summary>
/// <param name="Name">The part.</param>
/// <param name="Reason">
/// Returns the reason why the part is not ready; null when it is. Called on every probe, so it must be fast. An
/// exception counts as a reason.
/// </param>
public sealed record ReadinessCheck(string Name, Func<string?> Reason) : IHealthCheck
{
    /// <summary>Returns a note that is shown while the part is ready; null for none.</summary>
    public Func<string?>? Note { get; init; }

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Reason() is { } reason
            ? HealthCheckResult.Unhealthy(reason)
            : HealthCheckResult.Healthy(Note?.Invoke()));
}
