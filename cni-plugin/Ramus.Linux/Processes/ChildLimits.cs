using System.Diagnostics;

namespace Ramus.Linux.Processes;

/// <summary>What a child may use.</summary>
/// <param name="Deadline">
/// When it is killed with its whole process group (<see cref="Stopwatch.GetTimestamp"/> units).
/// </param>
/// <param name="OutputBytes">The most it may print on standard output; more and it is killed.</param>
public readonly record struct ChildLimits(long Deadline, int OutputBytes = 4 << 20)
{
    /// <summary>Limits that end <paramref name="time"/> from now.</summary>
    public static ChildLimits In(TimeSpan time) =>
        new(Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency));

    internal int MillisecondsLeft =>
        (int)Math.Clamp((Deadline - Stopwatch.GetTimestamp()) * 1000 / Stopwatch.Frequency, 0, int.MaxValue);
}
