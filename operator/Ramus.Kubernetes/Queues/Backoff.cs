namespace Ramus.Kubernetes.Queues;

/// <summary>
/// Doubling delays with jitter: each delay is between half and all of its step, so that many clients spread out.
/// </summary>
public sealed class Backoff(TimeSpan min, TimeSpan max)
{
    private int failures;

    /// <summary>The delay after one more failure.</summary>
    public TimeSpan Next()
    {
        var step = Step(min, max, failures);
        failures = Math.Min(failures + 1, 62);

        // Jitter needs no secure random numbers; it only has to differ between clients.
#pragma warning disable CA5394
        return step * (0.5 + (Random.Shared.NextDouble() / 2));
#pragma warning restore CA5394
    }

    /// <summary>Records a success: the next failure has the shortest delay again.</summary>
    public void Reset() => failures = 0;

    internal static TimeSpan Step(TimeSpan min, TimeSpan max, int failures) =>
        TimeSpan.FromTicks((long)Math.Min(max.Ticks, min.Ticks * Math.Pow(2, Math.Min(failures, 62))));
}
