using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Queues;
using Ramus.Kubernetes.Watching;

namespace Ramus.Kubernetes.Controllers;

/// <summary>
/// Feeds a controller from a cache: one key at a time per entity, retries with back-off, requeues, a slow resync.
/// </summary>
public sealed class EntityControllerRunner<TEntity>(
    EntityCache<TEntity> cache,
    IEntityController<TEntity> controller,
    ILogger? logger = null,
    TimeProvider? time = null)
    where TEntity : class
{
    private readonly ILogger _logger = logger ?? NullLogger.Instance;
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly ConcurrentDictionary<ObjectKey, TEntity> _deleted = new();

    public int Workers { get; init; } = 2;

    /// <summary>Every entity is reconciled again after this time even when nothing happened; null = never.</summary>
    public TimeSpan? Resync { get; init; }

    /// <summary>Waits for the cache's first list and runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var queue = new WorkQueue<ObjectKey>(_time);
        try
        {
            await cache.HasSynced.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        using var subscription = cache.Subscribe(change => Note(queue, change));
        await queue.ProcessAsync(Workers, ReconcileAsync, _logger, cancellationToken);
    }

    private void Note(WorkQueue<ObjectKey> queue, EntityChange<TEntity> change)
    {
        if (change.Type == EntityChangeType.Deleted)
        {
            _deleted[change.Key] = change.Entity;
        }

        queue.Add(change.Key);
    }

    private async Task<TimeSpan?> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (_deleted.TryGetValue(key, out var gone))
        {
            Check(await controller.DeletedAsync(gone, cancellationToken));
            _deleted.TryRemove(new KeyValuePair<ObjectKey, TEntity>(key, gone));
        }

        return cache.Find(key) is { } entity
            ? Check(await controller.ReconcileAsync(entity, cancellationToken)) ?? Resync
            : null;
    }

    private static TimeSpan? Check(ReconciliationResult<TEntity> result) =>
        result.IsSuccess || result.RequeueAfter is not null
            ? result.RequeueAfter
            : throw new ReconciliationException(result.ErrorMessage, result.Error);

    private sealed class ReconciliationException(string message, Exception? inner) : Exception(message, inner);
}
