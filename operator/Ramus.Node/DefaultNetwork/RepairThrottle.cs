namespace Ramus.Node.DefaultNetwork;

/// <summary>
/// Lets a repair through at once, but ever more slowly when somebody keeps undoing it: two programs must not rewrite
/// a file in a circle.
/// </summary>
internal sealed class RepairThrottle(TimeProvider time)
{
    internal static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    internal static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    internal static readonly TimeSpan Calm = TimeSpan.FromMinutes(2);

    private DateTimeOffset last = DateTimeOffset.MinValue;
    private TimeSpan interval = First;

    /// <summary>Zero: repair now (and it counts as done). Otherwise how long to wait.</summary>
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
