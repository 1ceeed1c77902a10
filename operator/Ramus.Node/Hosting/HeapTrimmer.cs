using System.Runtime;

namespace Ramus.Node.Hosting;

/// <summary>
/// Gives memory back after a burst (the first list of all networks, many pods at once). The collector alone would keep
/// it: nothing on a quiet node makes it run again.
/// </summary>
internal static class HeapTrimmer
{
    private const long WorthIt = 4 << 20;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>Runs until cancelled.</summary>
    public static async Task RunAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var (trimmedAt, before) = (0L, 0L);
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var allocated = GC.GetTotalAllocatedBytes();
            // Wait for the end of the burst, not only for its beginning.
            if (allocated - before < WorthIt && allocated - trimmedAt > WorthIt)
            {
                GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                trimmedAt = GC.GetTotalAllocatedBytes();
            }

            before = allocated;
        }
    }
}
