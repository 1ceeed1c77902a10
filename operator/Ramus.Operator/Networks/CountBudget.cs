using Ramus.Kubernetes.Rates;

namespace Ramus.Operator.Networks;

/// <summary>
/// Writes that only change numbers: 200 at once, then 50 a second for the whole cluster. A new node changes the numbers
/// of all networks. Safe for several threads.
/// </summary>
internal sealed class CountBudget(TimeProvider time, int burst = 200, double perSecond = 50)
{
    private readonly Lock gate = new();
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly TokenBucket tokens = new(time, burst, perSecond);
    private long windowFrom;
    private int refused;

    /// <summary>Null = write; otherwise when to ask again.</summary>
    public TimeSpan? TrySpend()
    {
        lock (gate)
        {
            return tokens.TryTake() ? null : Wait(time.GetTimestamp());
        }
    }

    /// <summary>The more wait already, the longer: looking in vain costs as much as writing.</summary>
    private TimeSpan Wait(long now)
    {
        if (time.GetElapsedTime(windowFrom, now) > Window)
        {
            (windowFrom, refused) = (now, 0);
        }

        refused++;
#pragma warning disable CA5394 // Jitter is no secret.
        var wait = TimeSpan.FromSeconds(1 + (Random.Shared.NextDouble() * 2 * (1 + (refused / perSecond))));
#pragma warning restore CA5394
        return wait < Longest ? wait : Longest;
    }
}
