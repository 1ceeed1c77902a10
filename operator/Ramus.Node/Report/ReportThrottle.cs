namespace Ramus.Node.Report;

/// <summary>
/// Decides when a changed report is written: at a random moment in the interval after the change, to spread the writes
/// of thousands of nodes that saw the same change. Continuous non-urgent changes (networks that are created all the
/// time) are written at growing intervals, and so is every change while the API server refuses writes.
/// </summary>
internal sealed class ReportThrottle(TimeProvider time, TimeSpan interval, Func<double> random)
{
    // 10 s become 80 s: with 5,000 nodes at most 62 writes per second, however many networks are created.
    internal const int MostCalmFactor = 8;
    internal const int MostBusyFactor = 32;

    private int calmFactor = 1;
    private int busyFactor = 1;
    private DateTimeOffset lastWrite = DateTimeOffset.MinValue;
    private DateTimeOffset? dueUrgent;
    private DateTimeOffset? dueCalm;

    /// <summary>To be called when the report is (again) the published one.</summary>
    public void Same() => (dueUrgent, dueCalm) = (null, null);

    /// <summary>How long to wait with a changed report; zero or less means write now.</summary>
    public TimeSpan Wait(bool isUrgent)
    {
        var now = time.GetUtcNow();
        var due = isUrgent ? dueUrgent ??= Due(now, busyFactor) : dueCalm ??= Due(now, busyFactor * calmFactor);
        return due - now;
    }

    /// <summary>To be called after a successful write.</summary>
    public void Written(bool wasUrgent)
    {
        var now = time.GetUtcNow();
        var isQuiet = lastWrite == DateTimeOffset.MinValue || now - lastWrite > interval * calmFactor * 2;
        calmFactor = wasUrgent || isQuiet ? 1 : Math.Min(calmFactor * 2, MostCalmFactor);
        busyFactor = Math.Max(1, busyFactor / 2);
        lastWrite = now;
        Same();
    }

    /// <summary>To be called after a failed write; returns when to retry.</summary>
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
