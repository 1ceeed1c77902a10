namespace Ramus.Operator;

/// <summary>
/// Writes that only change numbers: 200 at once, then 50 a second for the whole cluster. A new node changes the numbers
/// of all networks. Safe for several threads.
/// </summary>
internal sealed class CountBudget(TimeProvider time, int burst = 200, double perSecond = 50)
{
    private readonly Lock gate = new();
    private double tokens = burst;
    private long filledAt = time.GetTimestamp();

    /// <summary>Null = write; otherwise when to ask again.</summary>
    public TimeSpan? TrySpend()
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            tokens = Math.Min(burst, tokens + (time.GetElapsedTime(filledAt, now).TotalSeconds * perSecond));
            filledAt = now;
            if (tokens >= 1)
            {
                tokens--;
                return null;
            }

#pragma warning disable CA5394 // Jitter is no secret.
            return TimeSpan.FromSeconds(1 + (Random.Shared.NextDouble() * 2));
#pragma warning restore CA5394
        }
    }
}
