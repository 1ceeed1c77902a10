using Ramus.Kubernetes.Rates;

namespace Ramus.Operator.Networks;

/// <summary>
/// Limits status writes that only change counts, because a new node changes the counts of all networks: a burst of 200,
/// then 50 per second for the whole cluster. Thread-safe.
/// </summary>
internal sealed class CountBudget(TimeProvider time, int burst = 200, double perSecond = 50)
{
    private readonly Lock gate = new();
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly TokenBucket tokens = new(time, burst, perSecond);
    private long windowFrom;
    private int refused;

    /// <summary>Null = write now; otherwise the time to wait before the next attempt.</summary>
    public TimeSpan? TrySpend()
    {
        lock (gate)
        {
            return tokens.TryTake() ? null : Wait(time.GetTimestamp());
        }
    }

    /// <summary>Grows with the number of waiting networks: a refused attempt costs as much as a write.</summary>
    private TimeSpan Wait(long now)
    {
        if (time.GetElapsedTime(windowFrom, now) > Window)
        {
            (windowFrom, refused) = (now, 0);
        }

        refused++;
#pragma warning disable CA5394 // Jitter need not be cryptographically random.
        var wait = TimeSpan.FromSeconds(1 + (Random.Shared.NextDouble() * 2 * (1 + (refused / perSecond))));
#pragma warning restore CA5394
        return wait < Longest ? wait : Longest;
    }
}
