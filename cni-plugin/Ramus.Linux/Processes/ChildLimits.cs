using System.Diagnostics;

namespace Ramus.Linux.Processes;

/// <summary>The time and output limits of a child process.</summary>
/// <param name="Deadline">
/// The time at which the child and its process group are killed (<see cref="Stopwatch.GetTimestamp"/> units).
/// </param>
/// <param name="OutputBytes">The maximum size of its standard output; a child that prints more is killed.</param>
public readonly record struct ChildLimits(long Deadline, int OutputBytes = 4 << 20)
{
    /// <summary>Limits with a deadline <paramref name="time"/> from now.</summary>
    public static ChildLimits In(TimeSpan time) =>
        new(Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency));

    /// <summary>The time until the deadline; zero after it.</summary>
    public TimeSpan TimeLeft => TimeSpan.FromMilliseconds(MillisecondsLeft);

    internal int MillisecondsLeft =>
        (int)Math.Clamp((Deadline - Stopwatch.GetTimestamp()) * 1000 / Stopwatch.Frequency, 0, int.MaxValue);
}
