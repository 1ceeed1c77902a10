using System.Runtime;

namespace Ramus.Node.Hosting;

/// <summary>
/// Returns memory to the node after a burst (the first list of all networks, many pods at once). The garbage collector
/// alone would keep the memory, because nothing triggers it on a quiet node.
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
            // Trim after the burst has ended, not during it.
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
