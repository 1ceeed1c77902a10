namespace Ramus.Kubernetes.Health;

/// <summary>The named checks behind /healthz (am I stuck?) and /readyz (can I be relied on?).</summary>
public sealed class HealthChecks
{
    private readonly Lock _gate = new();
    private readonly List<Check> _liveness = [];
    private readonly List<Check> _readiness = [];

    /// <summary>
    /// Adds a liveness check: null = fine, else the reason. It is called on every probe and must be quick.
    /// </summary>
    public HealthChecks AddLiveness(string name, Func<string?> reason) => Add(_liveness, name, reason);

    /// <summary>
    /// Adds a readiness check: null = fine, else the reason. It is called on every probe and must be quick.
    /// </summary>
    public HealthChecks AddReadiness(string name, Func<string?> reason) => Add(_readiness, name, reason);

    public HealthReport CheckLiveness() => Run(_liveness);

    public HealthReport CheckReadiness() => Run(_readiness);

    private HealthChecks Add(List<Check> checks, string name, Func<string?> reason)
    {
        lock (_gate)
        {
            checks.Add(new Check(name, reason));
        }

        return this;
    }

    private HealthReport Run(List<Check> checks)
    {
        Check[] snapshot;
        lock (_gate)
        {
            snapshot = [.. checks];
        }

        return new HealthReport([.. snapshot.Select(check => new HealthResult(check.Name, check.Evaluate()))]);
    }

    private sealed record Check(string Name, Func<string?> Reason)
    {
        internal string? Evaluate()
        {
            try
            {
                return Reason();
            }
#pragma warning disable CA1031 // A check that fails to run is a failed check.
            catch (Exception e)
#pragma warning restore CA1031
            {
                return e.Message;
            }
        }
    }
}
