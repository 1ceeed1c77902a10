using Ramus.Cni.RuntimeSide;
using Ramus.Node.Networks;
using Ramus.Node.Tests.Support;

namespace Ramus.Node.Tests.Networks;

public sealed class HandWrittenNetworksWatchTests : IDisposable
{
    private const string Network = """{"cniVersion":"1.0.0","name":"net","type":"dummy"}""";

    private readonly ScratchDirectory root = new();
    private readonly RecordedLog log = new();

    public void Dispose() => root.Dispose();

    [Fact]
    public async Task A_disk_that_takes_no_changes_ends_nothing_and_is_tried_again()
    {
        Directory.CreateDirectory(root["files"]);
        var isReadOnly = true;
        var applied = 0;
        using var watch = new HandWrittenNetworksWatch(
            new HandWrittenNetworks(root["files"]), log,
            () =>
            {
                if (Volatile.Read(ref isReadOnly))
                {
                    throw new IOException("Read-only file system");
                }

                Interlocked.Increment(ref applied);
            },
            TimeSpan.FromMilliseconds(20));
        using var stop = new CancellationTokenSource();
        watch.Begin();
        var running = watch.RunAsync(stop.Token);
        root.Write("files/net.conf", Network);

        await Eventually.HoldsAsync(() => watch.NotReadyReason is not null, "it fails");
        watch.NotReadyReason!.ShouldContain("the hand-written networks cannot be applied: Read-only file system");
        running.IsCompleted.ShouldBeFalse();
        Volatile.Write(ref isReadOnly, false);
        await Eventually.HoldsAsync(() => watch.NotReadyReason is null && Volatile.Read(ref applied) == 1, "mended");

        await stop.CancelAsync();
        await running;
    }
}
