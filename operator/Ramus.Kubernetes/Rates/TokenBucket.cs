namespace Ramus.Kubernetes.Rates;

/// <summary>Allows a burst at once and then a steady rate. Not thread-safe.</summary>
/// <param name="time">The clock.</param>
/// <param name="burst">The initial and largest number of tokens.</param>
/// <param name="perSecond">The number of new tokens per second.</param>
public sealed class TokenBucket(TimeProvider time, int burst, double perSecond)
{
    private double tokens = burst;
    private long filledAt = time.GetTimestamp();

    /// <summary>Takes a token; false when there is none.</summary>
    public bool TryTake()
    {
        Fill();
        if (tokens < 1)
        {
            return false;
        }

        tokens -= 1;
        return true;
    }

    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        Fill();
        if (tokens < 1)
        {
            await Task.Delay(TimeSpan.FromSeconds((1 - tokens) / perSecond), time, cancellationToken);
            Fill();
        }

        tokens -= 1;
    }

    private void Fill()
    {
        var now = time.GetTimestamp();
        tokens = Math.Min(burst, tokens + (time.GetElapsedTime(filledAt, now).TotalSeconds * perSecond));
        filledAt = now;
    }
}
