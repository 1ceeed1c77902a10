using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Ramus.Kubernetes.Client;
using k8s;

namespace Ramus.Kubernetes.Leases;

/// <summary>
/// Leader election over a coordination.k8s.io/v1 Lease. One request is in flight at a time; a term has a token that
/// is cancelled as soon as the lease may be somebody else's; the lease is given back when we stop.
/// </summary>
public sealed class LeaseElector
{
    private readonly LeaseElectorOptions _options;
    private readonly LeaseRecords _records;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private LeaseRecord? _observed;
    private long _observedAt;
    private long _lastContact;

    public LeaseElector(
        IKubernetes client, LeaseElectorOptions options, ILogger? logger = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.RenewDeadline >= options.LeaseDuration || options.RetryPeriod >= options.RenewDeadline)
        {
            throw new ArgumentException(
                "the lease duration must exceed the renew deadline, and that the retry period", nameof(options));
        }

        _options = options;
        _logger = logger ?? NullLogger.Instance;
        _time = time ?? TimeProvider.System;
        _records = new LeaseRecords(client, options.Namespace, options.Name);
    }

    /// <summary>True during our term.</summary>
    public bool IsLeader { get; private set; }

    /// <summary>The holder seen last; "" when nobody holds the lease.</summary>
    public string Holder => _observed?.Holder ?? "";

    /// <summary>Why the lease could not be read or written last time; null when it could.</summary>
    public string? LastError { get; private set; }

    /// <summary>
    /// A reason why our view of the lease is stale, or null: for a readiness check of leader and stand-by.
    /// </summary>
    public string? NotReadyReason
    {
        get
        {
            var at = Volatile.Read(ref _lastContact);
            return at != 0 && _time.GetElapsedTime(at) < _options.LeaseDuration
                ? null
                : $"lease {_options.Namespace}/{_options.Name} not reached{(LastError is { } e ? $": {e}" : "")}";
        }
    }

    /// <summary>
    /// Stands for election until cancelled. During each term <paramref name="lead"/> runs; when its token fires it
    /// must return. When it returns or throws by itself the lease is given back and we stand again.
    /// </summary>
    public async Task RunAsync(Func<CancellationToken, Task> lead, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lead);
        while (await AcquireAsync(cancellationToken))
        {
            await LeadAsync(lead, cancellationToken);
        }
    }

    private async Task<bool> AcquireAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            if (await TryTakeAsync(cancellationToken))
            {
                return true;
            }

            await PauseAsync(cancellationToken);
        }

        return false;
    }

    private async Task LeadAsync(Func<CancellationToken, Task> lead, CancellationToken cancellationToken)
    {
        using var term = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        IsLeader = true;
        _logger.LeaseTaken(_options.Namespace, _options.Name, _options.Identity);
        var work = Task.Run(() => lead(term.Token), CancellationToken.None);
        var held = await RenewAsync(work, cancellationToken);

        await term.CancelAsync();
        await EndOfWorkAsync(work, term.Token);
        IsLeader = false;
        if (held)
        {
            await ReleaseAsync();
        }

        // A term that ended by itself gives the others their chance and does not spin.
        await PauseAsync(cancellationToken);
    }

    /// <summary>Renews until the work ends or we stop (true) or the lease is lost (false).</summary>
    private async Task<bool> RenewAsync(Task work, CancellationToken cancellationToken)
    {
        var renewed = _time.GetTimestamp();
        while (!work.IsCompleted && !cancellationToken.IsCancellationRequested)
        {
            await Task.WhenAny(work, PauseAsync(cancellationToken));
            if (work.IsCompleted || cancellationToken.IsCancellationRequested)
            {
                break;
            }

            var attempt = _time.GetTimestamp();
            if (await TryTakeAsync(cancellationToken))
            {
                renewed = attempt;
            }
            else if (cancellationToken.IsCancellationRequested)
            {
                break;
            }
            else if (Holder.Length > 0 && Holder != _options.Identity)
            {
                _logger.LeaseLost(_options.Namespace, _options.Name, $"held by {Holder}");
                return false;
            }

            if (_time.GetElapsedTime(renewed) >= _options.RenewDeadline)
            {
                _logger.LeaseLost(
                    _options.Namespace, _options.Name,
                    $"not renewed for {_options.RenewDeadline.TotalSeconds:0.#} s: {LastError}");
                return false;
            }
        }

        return true;
    }

    private async Task EndOfWorkAsync(Task work, CancellationToken term)
    {
        try
        {
            await work;
        }
        catch (OperationCanceledException) when (term.IsCancellationRequested)
        {
            // Asked to stop, and stopped.
        }
#pragma warning disable CA1031 // The rim of a term: its failure is told, and we stand again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _logger.TermFailed(e.Message);
        }
    }

    /// <summary>One round: read the lease and take or renew it when that is our right. False otherwise.</summary>
    private async Task<bool> TryTakeAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // A quarter of the deadline leaves room for another attempt before the term has to end.
        using var timer = _time.CreateTimer(
            static state => ((CancellationTokenSource)state!).Cancel(), limit, _options.RenewDeadline / 4,
            Timeout.InfiniteTimeSpan);
        try
        {
            var current = await _records.ReadAsync(limit.Token);
            Volatile.Write(ref _lastContact, _time.GetTimestamp());
            LastError = null;
            Observe(current);
            if (current is { Holder.Length: > 0 } && current.Holder != _options.Identity && !IsExpired(current))
            {
                return false;
            }

            Observe(await _records.TakeAsync(
                current, _options.Identity, _options.LeaseDuration, _time.GetUtcNow(), limit.Token));
            return true;
        }
        catch (ApiException e) when (e.IsConflict)
        {
            // Somebody else was faster; the next round sees who.
            return false;
        }
        catch (Exception e) when (e is IOException or HttpRequestException or TimeoutException
            or OperationCanceledException or System.Text.Json.JsonException)
        {
            LastError = e is OperationCanceledException ? "no answer in time" : e.Message;
            if (!cancellationToken.IsCancellationRequested)
            {
                _logger.LeaseUnreachable(_options.Namespace, _options.Name, LastError);
            }

            return false;
        }
    }

    // Only our own clock counts: since when has this very record been unchanged? The holder's clock may be wrong.
    private void Observe(LeaseRecord? record)
    {
        if (record != _observed)
        {
            _observed = record;
            _observedAt = _time.GetTimestamp();
        }
    }

    private bool IsExpired(LeaseRecord record) => _time.GetElapsedTime(_observedAt) >= record.Duration;

    private async Task ReleaseAsync()
    {
        // Not cancelled by our own stop: giving the lease back is the last thing we do, and it has a limit.
        using var limit = new CancellationTokenSource(_options.RenewDeadline / 2, _time);
        try
        {
            var current = await _records.ReadAsync(limit.Token);
            if (current?.Holder == _options.Identity)
            {
                Observe(await _records.TakeAsync(
                    current, "", TimeSpan.FromSeconds(1), _time.GetUtcNow(), limit.Token));
                _logger.LeaseReleased(_options.Namespace, _options.Name);
            }
        }
        catch (Exception e) when (e is IOException or HttpRequestException or TimeoutException
            or OperationCanceledException or System.Text.Json.JsonException)
        {
            _logger.LeaseUnreachable(_options.Namespace, _options.Name, e.Message);
        }
    }

    private async Task PauseAsync(CancellationToken cancellationToken)
    {
#pragma warning disable CA5394 // Jitter is no secret.
        var pause = _options.RetryPeriod * (1 + (Random.Shared.NextDouble() * 0.2));
#pragma warning restore CA5394
        await Task.Delay(pause, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
