using System.Runtime.InteropServices;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Chained.Bandwidth;

/// <summary>The values of a queue, calculated like those of the program, because CHECK of each compares them.</summary>
internal static class BandwidthValues
{
    private const double MicrosecondsPerSecond = 1_000_000, LatencyMicroseconds = 25_000;

    // The kernel's unit of 64 ns (/proc/net/psched).
    private const double TicksPerMicrosecond = 1000.0 / 64;

    /// <summary>The queue for a rate in bytes per second, and a burst in bytes.</summary>
    public static TokenBucket Of(ulong rate, uint burst)
    {
        var sendingTime = Truncate(burst * MicrosecondsPerSecond / rate);
        var waiting = Truncate(rate * LatencyMicroseconds / MicrosecondsPerSecond);
        return new TokenBucket(rate, Truncate(sendingTime * TicksPerMicrosecond), unchecked(waiting + burst));
    }

    // The conversion of Go, which depends on the processor: a large burst at a low rate exceeds 32 bits.
    private static uint Truncate(double value) =>
        RuntimeInformation.ProcessArchitecture == Architecture.X64 ? unchecked((uint)(long)value) : (uint)value;
}
