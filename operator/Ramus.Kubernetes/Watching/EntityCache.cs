using System.Diagnostics.CodeAnalysis;
using Ramus.Kubernetes.Client;

namespace Ramus.Kubernetes.Watching;

/// <summary>
/// The cache that a <see cref="Reflector{T}"/> synchronises with the API server. Reads never wait for the network.
/// </summary>
public sealed class EntityCache<T>
    where T : class
{
    private readonly Lock gate = new();
    private readonly Dictionary<ObjectKey, Entry> entries = [];
    private readonly List<Action<EntityChange<T>>> subscribers = [];
    private readonly TaskCompletionSource synced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes after the first full list; before that the cache is incomplete.</summary>
    public Task HasSynced => synced.Task;

    /// <summary>Whether the first full list is in the cache.</summary>
    public bool IsSynced => synced.Task.IsCompletedSuccessfully;

    /// <summary>The number of objects in the cache.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return entries.Count;
            }
        }
    }

    /// <summary>The object, or null when the cache does not have it.</summary>
    public T? Find(ObjectKey key)
    {
        lock (gate)
        {
            return entries.TryGetValue(key, out var entry) ? entry.Entity : null;
        }
    }

    public T? Find(string @namespace, string name) => Find(new ObjectKey(@namespace, name));

    /// <summary>Finds the object; false when it is not in the cache, also if it was created a moment ago.</summary>
    public bool TryGet(ObjectKey key, [NotNullWhen(true)] out T? entity) => (entity = Find(key)) is not null;

    /// <summary>A snapshot of all objects.</summary>
    public IReadOnlyList<T> List()
    {
        lock (gate)
        {
            var all = new T[entries.Count];
            var index = 0;
            foreach (var entry in entries.Values)
            {
                all[index++] = entry.Entity;
            }

            return all;
        }
    }

    /// <summary>A snapshot of all keys.</summary>
    public IReadOnlyList<ObjectKey> Keys()
    {
        lock (gate)
        {
            return [.. entries.Keys];
        }
    }

    /// <summary>
    /// Calls back for every change in order, starting with an Added for each existing object. The callback runs on the
    /// reflector's thread, must be fast and must not throw: let it put a key into a queue. Dispose to unsubscribe.
    /// </summary>
    public IDisposable Subscribe(Action<EntityChange<T>> onChange)
    {
        ArgumentNullException.ThrowIfNull(onChange);
        lock (gate)
        {
            subscribers.Add(onChange);
            foreach (var (key, entry) in entries)
            {
                onChange(new EntityChange<T>(EntityChangeType.Added, key, entry.Entity));
            }
        }

        return new Subscription(this, onChange);
    }

    internal void MarkSynced() => synced.TrySetResult();

    /// <summary>
    /// True when the cache already has this revision of the object, so that it need not be projected again.
    /// </summary>
    internal bool Holds(ObjectKey key, string uid, string resourceVersion)
    {
        lock (gate)
        {
            return entries.TryGetValue(key, out var entry) && entry.Uid == uid
                && entry.ResourceVersion == resourceVersion;
        }
    }

    internal void Set(ObjectKey key, string uid, string resourceVersion, T entity)
    {
        lock (gate)
        {
            var known = entries.TryGetValue(key, out var previous);
            if (known && previous.Uid != uid)
            {
                // The object was deleted and recreated between two lists.
                entries.Remove(key);
                Tell(new EntityChange<T>(EntityChangeType.Deleted, key, previous.Entity, previous.Entity));
                known = false;
            }

            entries[key] = new Entry(entity, uid, resourceVersion);
            Tell(known
                ? new EntityChange<T>(EntityChangeType.Modified, key, entity, previous.Entity)
                : new EntityChange<T>(EntityChangeType.Added, key, entity));
        }
    }

    internal void Remove(ObjectKey key, T? lastState = null)
    {
        lock (gate)
        {
            if (entries.Remove(key, out var previous))
            {
                Tell(new EntityChange<T>(
                    EntityChangeType.Deleted, key, lastState ?? previous.Entity, previous.Entity));
            }
        }
    }

    private void Tell(EntityChange<T> change)
    {
        foreach (var subscriber in subscribers)
        {
            subscriber(change);
        }
    }

    private readonly record struct Entry(T Entity, string Uid, string ResourceVersion);

    private sealed class Subscription(EntityCache<T> cache, Action<EntityChange<T>> onChange) : IDisposable
    {
        public void Dispose()
        {
            lock (cache.gate)
            {
                cache.subscribers.Remove(onChange);
            }
        }
    }
}
