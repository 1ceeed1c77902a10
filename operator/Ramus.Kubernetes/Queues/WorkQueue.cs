namespace Ramus.Kubernetes.Queues;

/// <summary>
/// client-go's work queue. Only one worker processes a key at a time. A key that is added while it is processed is
/// processed again afterwards; several Adds count once. Failed keys are retried after 5 ms, 10 ms … 5 min, forever.
/// </summary>
public sealed class WorkQueue<TKey> : IDisposable
    where TKey : notnull
{
    private readonly Lock gate = new();
    private readonly Queue<TKey> ready = [];
    private readonly HashSet<TKey> dirty = [];
    private readonly HashSet<TKey> processing = [];
    private readonly Dictionary<TKey, int> failures = [];
    private readonly Dictionary<TKey, long> dueAt = [];
    private readonly PriorityQueue<TKey, long> delayed = new();
    private readonly SemaphoreSlim available = new(0);
    private readonly TimeProvider time;
    private readonly ITimer timer;
    private readonly TimeSpan minDelay;
    private readonly TimeSpan maxDelay;

    /// <param name="time">The clock.</param>
    /// <param name="minDelay">Delay after a key's first failure; 5 ms when null. It doubles with each failure.</param>
    /// <param name="maxDelay">The longest delay; five minutes when null.</param>
    public WorkQueue(TimeProvider? time = null, TimeSpan? minDelay = null, TimeSpan? maxDelay = null)
    {
        this.time = time ?? TimeProvider.System;
        this.minDelay = minDelay ?? TimeSpan.FromMilliseconds(5);
        this.maxDelay = maxDelay ?? TimeSpan.FromMinutes(5);
        timer = this.time.CreateTimer(_ => MoveDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The number of keys that wait for a worker, without delayed keys.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return ready.Count;
            }
        }
    }

    /// <summary>Whether no key waits or is processed; delayed keys do not count.</summary>
    public bool IsIdle
    {
        get
        {
            lock (gate)
            {
                return dirty.Count == 0 && processing.Count == 0;
            }
        }
    }

    /// <summary>Queues the key.</summary>
    public void Add(TKey key)
    {
        lock (gate)
        {
            AddLocked(key);
        }
    }

    /// <summary>
    /// Queues the key after the delay; of several delays for one key the earliest applies.
    /// </summary>
    public void AddAfter(TKey key, TimeSpan delay)
    {
        lock (gate)
        {
            if (delay <= TimeSpan.Zero)
            {
                AddLocked(key);
                return;
            }

            var due = time.GetUtcNow().UtcTicks + delay.Ticks;
            if (dueAt.TryGetValue(key, out var earlier) && earlier <= due)
            {
                return;
            }

            dueAt[key] = due;
            delayed.Enqueue(key, due);
            Arm();
        }
    }

    /// <summary>Queues a retry; the delay grows with each failure since the last <see cref="Forget"/>.</summary>
    public void AddRateLimited(TKey key)
    {
        int failures;
        lock (gate)
        {
            failures = this.failures.GetValueOrDefault(key);
            this.failures[key] = failures + 1;
        }

        AddAfter(key, Backoff.Step(minDelay, maxDelay, failures));
    }

    /// <summary>Resets the key's failures after a success: the next failure has the shortest delay.</summary>
    public void Forget(TKey key)
    {
        lock (gate)
        {
            failures.Remove(key);
        }
    }

    /// <summary>The key's failures since the last <see cref="Forget"/>.</summary>
    public int Failures(TKey key)
    {
        lock (gate)
        {
            return failures.GetValueOrDefault(key);
        }
    }

    /// <summary>Waits for a key; the caller must call <see cref="Done"/> afterwards.</summary>
    public async ValueTask<TKey> TakeAsync(CancellationToken cancellationToken)
    {
        await available.WaitAsync(cancellationToken);
        lock (gate)
        {
            var key = ready.Dequeue();
            dirty.Remove(key);
            processing.Add(key);
            return key;
        }
    }

    /// <summary>Ends the processing of a taken key.</summary>
    public void Done(TKey key)
    {
        lock (gate)
        {
            if (processing.Remove(key) && dirty.Contains(key))
            {
                MakeReady(key);
            }
        }
    }

    public void Dispose()
    {
        timer.Dispose();
        available.Dispose();
    }

    private void AddLocked(TKey key)
    {
        // An immediate Add replaces a delayed one; the old timer entry is skipped when it comes due.
        dueAt.Remove(key);
        if (dirty.Add(key) && !processing.Contains(key))
        {
            MakeReady(key);
        }
    }

    private void MakeReady(TKey key)
    {
        ready.Enqueue(key);
        available.Release();
    }

    private void MoveDue()
    {
        lock (gate)
        {
            var now = time.GetUtcNow().UtcTicks;
            while (delayed.TryPeek(out var key, out var due) && due <= now)
            {
                delayed.Dequeue();
                if (dueAt.TryGetValue(key, out var wanted) && wanted == due)
                {
                    AddLocked(key);
                }
            }

            Arm();
        }
    }

    private void Arm()
    {
        if (delayed.TryPeek(out _, out var due))
        {
            var wait = TimeSpan.FromTicks(Math.Max(0, due - time.GetUtcNow().UtcTicks));

            // Rounded up, because a timer that fires too early would have to be set again.
            timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
        }
    }
}
