namespace Ramus.Linux.Netlink;

/// <summary>A queue that limits the rate of an interface (tc-tbf(8)).</summary>
/// <param name="Rate">In bytes per second.</param>
/// <param name="Buffer">The size of the bucket as the time to send it at this rate, in units of 64 ns.</param>
/// <param name="Limit">The bytes that may wait for tokens.</param>
public sealed record TokenBucket(ulong Rate, uint Buffer, uint Limit);
