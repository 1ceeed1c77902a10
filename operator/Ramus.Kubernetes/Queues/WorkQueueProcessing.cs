using Microsoft.Extensions.Logging;

namespace Ramus.Kubernetes.Queues;

/// <summary>The loop around a work queue.</summary>
public static class WorkQueueProcessing
{
    /// <summary>
    /// Processes keys until cancelled, then waits for the workers. The callback returns null when the key is done, or a
    /// delay after which the key is processed again. After an exception the key is retried with back-off.
    /// </summary>
    public static async Task ProcessAsync<TKey>(
        this WorkQueue<TKey> queue, int workers, Func<TKey, CancellationToken, Task<TimeSpan?>> reconcile,
        ILogger logger, CancellationToken cancellationToken)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(queue);
        ArgumentNullException.ThrowIfNull(reconcile);
        var loops = new Task[workers];
        for (var i = 0; i < workers; i++)
        {
            loops[i] = Task.Run(() => LoopAsync(queue, reconcile, logger, cancellationToken), CancellationToken.None);
        }

        await Task.WhenAll(loops);
    }

    private static async Task LoopAsync<TKey>(
        WorkQueue<TKey> queue, Func<TKey, CancellationToken, Task<TimeSpan?>> reconcile, ILogger logger,
        CancellationToken cancellationToken)
        where TKey : notnull
    {
        while (true)
        {
            TKey key;
            try
            {
                key = await queue.TakeAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            try
            {
                await ReconcileAsync(queue, key, reconcile, logger, cancellationToken);
            }
            finally
            {
                queue.Done(key);
            }
        }
    }

    private static async Task ReconcileAsync<TKey>(
        WorkQueue<TKey> queue, TKey key, Func<TKey, CancellationToken, Task<TimeSpan?>> reconcile, ILogger logger,
        CancellationToken cancellationToken)
        where TKey : notnull
    {
        try
        {
            var again = await reconcile(key, cancellationToken);
            queue.Forget(key);
            if (again is { } delay)
            {
                queue.AddAfter(key, delay);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The program is stopping; the next start processes the key again.
        }
#pragma warning disable CA1031 // The boundary of the loop: one key's failure is retried and must not end the worker.
        catch (Exception e)
#pragma warning restore CA1031
        {
            queue.AddRateLimited(key);
            logger.ReconcileFailed(key, queue.Failures(key), e.Message);
        }
    }
}
