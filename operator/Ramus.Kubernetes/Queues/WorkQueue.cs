namespace Ramus.Kubernetes.Queues;

/// <summary>
/// client-go's work queue: a key is handed to one worker at a time, an Add while it is processed comes again
/// afterwards, many Adds are one. Failed keys come back after 5 ms, 10 ms … 5 min, for ever.
/// </summary>
public sealed class WorkQueue<TKey> : IDisposable
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Queue<TKey> _ready = [];
    private readonly HashSet<TKey> _dirty = [];
    private readonly HashSet<TKey> _processing = [];
    private readonly Dictionary<TKey, int> _failures = [];
    private readonly Dictionary<TKey, long> _dueAt = [];
    private readonly PriorityQueue<TKey, long> _delayed = new();
    private readonly SemaphoreSlim _available = new(0);
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly TimeSpan _minDelay;
    private readonly TimeSpan _maxDelay;

    public WorkQueue(TimeProvider? time = null, TimeSpan? minDelay = null, TimeSpan? maxDelay = null)
    {
        _time = time ?? TimeProvider.System;
        _minDelay = minDelay ?? TimeSpan.FromMilliseconds(5);
        _maxDelay = maxDelay ?? TimeSpan.FromMinutes(5);
        _timer = _time.CreateTimer(_ => MoveDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Keys that wait for a worker (delayed ones not counted).</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _ready.Count;
            }
        }
    }

    /// <summary>No key waits or is processed; those that only come due later do not count.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_gate)
            {
                return _dirty.Count == 0 && _processing.Count == 0;
            }
        }
    }

    /// <summary>Asks for the key to be processed soon.</summary>
    public void Add(TKey key)
    {
        lock (_gate)
        {
            AddLocked(key);
        }
    }

    /// <summary>
    /// Asks for the key to be processed after the delay; of several asks for one key the earliest counts.
    /// </summary>
    public void AddAfter(TKey key, TimeSpan delay)
    {
        lock (_gate)
        {
            if (delay <= TimeSpan.Zero)
            {
                AddLocked(key);
                return;
            }

            var due = _time.GetUtcNow().UtcTicks + delay.Ticks;
            if (_dueAt.TryGetValue(key, out var earlier) && earlier <= due)
            {
                return;
            }

            _dueAt[key] = due;
            _delayed.Enqueue(key, due);
            Arm();
        }
    }

    /// <summary>Asks for a retry, later with each failure since the last <see cref="Forget"/>.</summary>
    public void AddRateLimited(TKey key)
    {
        int failures;
        lock (_gate)
        {
            failures = _failures.GetValueOrDefault(key);
            _failures[key] = failures + 1;
        }

        AddAfter(key, Backoff.Step(_minDelay, _maxDelay, failures));
    }

    /// <summary>The key succeeded: its next failure starts from the shortest delay.</summary>
    public void Forget(TKey key)
    {
        lock (_gate)
        {
            _failures.Remove(key);
        }
    }

    /// <summary>Failures since the last <see cref="Forget"/>.</summary>
    public int Failures(TKey key)
    {
        lock (_gate)
        {
            return _failures.GetValueOrDefault(key);
        }
    }

    /// <summary>Waits for a key; the taker must call <see cref="Done"/>.</summary>
    public async ValueTask<TKey> TakeAsync(CancellationToken cancellationToken)
    {
        await _available.WaitAsync(cancellationToken);
        lock (_gate)
        {
            var key = _ready.Dequeue();
            _dirty.Remove(key);
            _processing.Add(key);
            return key;
        }
    }

    /// <summary>Ends the processing of a taken key.</summary>
    public void Done(TKey key)
    {
        lock (_gate)
        {
            if (_processing.Remove(key) && _dirty.Contains(key))
            {
                MakeReady(key);
            }
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _available.Dispose();
    }

    private void AddLocked(TKey key)
    {
        // An immediate ask overtakes a delayed one; the stale timer entry is skipped when it comes due.
        _dueAt.Remove(key);
        if (_dirty.Add(key) && !_processing.Contains(key))
        {
            MakeReady(key);
        }
    }

    private void MakeReady(TKey key)
    {
        _ready.Enqueue(key);
        _available.Release();
    }

    private void MoveDue()
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow().UtcTicks;
            while (_delayed.TryPeek(out var key, out var due) && due <= now)
            {
                _delayed.Dequeue();
                if (_dueAt.TryGetValue(key, out var wanted) && wanted == due)
                {
                    AddLocked(key);
                }
            }

            Arm();
        }
    }

    private void Arm()
    {
        if (_delayed.TryPeek(out _, out var due))
        {
            var wait = TimeSpan.FromTicks(Math.Max(0, due - _time.GetUtcNow().UtcTicks));

            // Rounded up: a timer that fires a moment early would only be armed again.
            _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
        }
    }
}
