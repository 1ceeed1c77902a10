namespace Ramus.Kubernetes.Rates;

/// <summary>Lets a burst through at once and then a steady rate. For one caller at a time.</summary>
internal sealed class TokenBucket(TimeProvider time, int burst, double perSecond)
{
    private double _tokens = burst;
    private long _filledAt = time.GetTimestamp();

    internal async Task TakeAsync(CancellationToken cancellationToken)
    {
        Fill();
        if (_tokens < 1)
        {
            await Task.Delay(TimeSpan.FromSeconds((1 - _tokens) / perSecond), time, cancellationToken);
            Fill();
        }

        _tokens -= 1;
    }

    private void Fill()
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(burst, _tokens + (time.GetElapsedTime(_filledAt, now).TotalSeconds * perSecond));
        _filledAt = now;
    }
}
