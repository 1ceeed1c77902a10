namespace Ramus.Node.DefaultNetwork;

/// <summary>
/// Allows the first repair at once, and further repairs at growing intervals: two programs must not keep rewriting the
/// same file.
/// </summary>
internal sealed class RepairThrottle(TimeProvider time)
{
    internal static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    internal static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    internal static readonly TimeSpan Calm = TimeSpan.FromMinutes(2);

    private DateTimeOffset last = DateTimeOffset.MinValue;
    private TimeSpan interval = First;

    /// <summary>Zero: repair now (the repair is counted). Otherwise how long to wait.</summary>
    public TimeSpan Take()
    {
        var now = time.GetUtcNow();
        var sinceLast = last == DateTimeOffset.MinValue ? TimeSpan.MaxValue : now - last;
        if (sinceLast > Calm)
        {
            interval = First;
        }
        else if (sinceLast < interval)
        {
            return interval - sinceLast;
        }
        else
        {
            interval = interval * 2 < Longest ? interval * 2 : Longest;
        }

        last = now;
        return TimeSpan.Zero;
    }
}
