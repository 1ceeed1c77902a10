using Ramus.Contract.Json;
using Ramus.Kubernetes.Queues;
using Ramus.Node.Services;

namespace Ramus.Node.Publishing;

/// <summary>
/// Publishes the reports of the spool. While the API server is unreachable the reports wait on the disk; only their
/// file names are in memory.
/// </summary>
internal sealed class PublishingService : IDisposable
{
    private const int Workers = 4;
    private static readonly TimeSpan Resync = TimeSpan.FromSeconds(15);

    private readonly NodeServices node;
    private readonly StatusSpool spool;
    private readonly StatusPublisher publisher;
    private readonly WorkQueue<string> queue;
    private readonly DirectoryWatcher watcher;

    public PublishingService(NodeServices node, StatusSpool spool, StatusPublisher publisher)
    {
        (this.node, this.spool, this.publisher) = (node, spool, publisher);
        queue = new WorkQueue<string>(node.Time, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(10));
        watcher = new DirectoryWatcher(spool.Path, OnChange);
        node.Metrics.Observe("ramus_node_spool_depth", "Status reports that wait to be published.", spool.Count);
    }

    /// <summary>Runs until cancelled; unpublished reports wait for the next start of the agent.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(
        LookAsync(cancellationToken),
        queue.ProcessAsync(Workers, PublishAsync, node.Logger, cancellationToken));

    public void Dispose()
    {
        watcher.Dispose();
        queue.Dispose();
    }

    private void OnChange(string? fileName)
    {
        if (StatusSpool.IsReport(fileName))
        {
            queue.Add(fileName!);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                spool.Make();
                watcher.Ensure();
                AddAll();
            }
            catch (Exception failure) when (Failures.AreExpected(failure))
            {
                node.Logger.SpoolFailed(spool.Path, failure.Message);
            }

            await Task.Delay(Resync, node.Time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void AddAll()
    {
        // A report that failed is already queued for its retry.
        foreach (var fileName in spool.List().Where(fileName => queue.Failures(fileName) == 0))
        {
            queue.Add(fileName);
        }
    }

    private async Task<TimeSpan?> PublishAsync(string fileName, CancellationToken cancellationToken)
    {
        if (TryRead(fileName) is not { } spooled)
        {
            return null;
        }

        if (await publisher.PublishAsync(spooled.Report, cancellationToken) is { } reason)
        {
            Drop(fileName, reason, spooled.WrittenAt);
            return null;
        }

        spool.Remove(fileName, spooled.WrittenAt);
        node.Metrics.Published(node.Time.GetUtcNow() - spooled.WrittenAt);
        node.Logger.StatusPublished(spooled.Report.Pod.ToString());
        return null;
    }

    private SpooledReport? TryRead(string fileName)
    {
        try
        {
            return spool.Read(fileName);
        }
        catch (ContractException failure)
        {
            Drop(fileName, failure.Message, null);
            return null;
        }
    }

    private void Drop(string fileName, string reason, DateTimeOffset? writtenAt)
    {
        spool.Remove(fileName, writtenAt);
        node.Metrics.Dropped();
        node.Logger.StatusDropped(fileName, reason);
    }
}
