namespace Ramus.Kubernetes.Queues;

/// <summary>
/// client-go's work queue: a key is handed to one worker at a time, an Add while it is processed comes again
/// afterwards, many Adds are one. Failed keys come back after 5 ms, 10 ms … 5 min, for ever.
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
    /// <param name="minDelay">Delay after a first failure of a key; 5 ms when null. It doubles with each one.</param>
    /// <param name="maxDelay">The longest delay; five minutes when null.</param>
    public WorkQueue(TimeProvider? time = null, TimeSpan? minDelay = null, TimeSpan? maxDelay = null)
    {
        this.time = time ?? TimeProvider.System;
        this.minDelay = minDelay ?? TimeSpan.FromMilliseconds(5);
        this.maxDelay = maxDelay ?? TimeSpan.FromMinutes(5);
        timer = this.time.CreateTimer(_ => MoveDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Keys that wait for a worker (delayed ones not counted).</summary>
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

    /// <summary>No key waits or is processed; those that only come due later do not count.</summary>
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

    /// <summary>Asks for the key to be processed soon.</summary>
    public void Add(TKey key)
    {
        lock (gate)
        {
            AddLocked(key);
        }
    }

    /// <summary>
    /// Asks for the key to be processed after the delay; of several asks for one key the earliest counts.
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

    /// <summary>Asks for a retry, later with each failure since the last <see cref="Forget"/>.</summary>
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

    /// <summary>The key succeeded: its next failure starts from the shortest delay.</summary>
    public void Forget(TKey key)
    {
        lock (gate)
        {
            failures.Remove(key);
        }
    }

    /// <summary>Failures since the last <see cref="Forget"/>.</summary>
    public int Failures(TKey key)
    {
        lock (gate)
        {
            return failures.GetValueOrDefault(key);
        }
    }

    /// <summary>Waits for a key; the taker must call <see cref="Done"/>.</summary>
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
        // An immediate ask overtakes a delayed one; the stale timer entry is skipped when it comes due.
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

            // Rounded up: a timer that fires a moment early would only be armed again.
            timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
        }
    }
}
