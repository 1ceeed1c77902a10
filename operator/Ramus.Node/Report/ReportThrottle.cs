namespace Ramus.Node.Report;

/// <summary>
/// When a changed report is written: at a random moment of the interval after the change, so that thousands of nodes
/// that saw the same change spread out. Calm changes that go on (networks made all the time) are told ever more seldom,
/// and so is everything while the API server is too busy to take it.
/// </summary>
internal sealed class ReportThrottle(TimeProvider time, TimeSpan interval, Func<double> random)
{
    // Ten seconds become 80: with 5,000 nodes 62 writes a second at most, however many networks are made.
    internal const int MostCalmFactor = 8;
    internal const int MostBusyFactor = 32;

    private int calmFactor = 1;
    private int busyFactor = 1;
    private DateTimeOffset lastWrite = DateTimeOffset.MinValue;
    private DateTimeOffset? dueUrgent;
    private DateTimeOffset? dueCalm;

    /// <summary>There is nothing to tell (any more).</summary>
    public void Same() => (dueUrgent, dueCalm) = (null, null);

    /// <summary>There is something to tell: how long to wait with it; zero or less means now.</summary>
    public TimeSpan Wait(bool isUrgent)
    {
        var now = time.GetUtcNow();
        var due = isUrgent ? dueUrgent ??= Due(now, busyFactor) : dueCalm ??= Due(now, busyFactor * calmFactor);
        return due - now;
    }

    /// <summary>It was told.</summary>
    public void Written(bool wasUrgent)
    {
        var now = time.GetUtcNow();
        var isQuiet = lastWrite == DateTimeOffset.MinValue || now - lastWrite > interval * calmFactor * 2;
        calmFactor = wasUrgent || isQuiet ? 1 : Math.Min(calmFactor * 2, MostCalmFactor);
        busyFactor = Math.Max(1, busyFactor / 2);
        lastWrite = now;
        Same();
    }

    /// <summary>It could not be told; returns when to try again.</summary>
    public TimeSpan Refused()
    {
        busyFactor = Math.Min(busyFactor * 2, MostBusyFactor);
        var now = time.GetUtcNow();
        var due = now + (interval * busyFactor * (0.5 + (random() / 2)));
        (dueUrgent, dueCalm) = (due, due);
        return due - now;
    }

    private DateTimeOffset Due(DateTimeOffset now, int factor)
    {
        var spread = now + (interval * factor * random());
        var earliest = lastWrite == DateTimeOffset.MinValue ? now : lastWrite + (interval * factor);
        return earliest > spread ? earliest : spread;
    }
}
