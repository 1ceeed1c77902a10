using k8s;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Ramus.Kubernetes.Client;

namespace Ramus.Kubernetes.Leases;

/// <summary>
/// Leader election with a coordination.k8s.io/v1 Lease. Only one request is in flight at a time. A term's token is
/// cancelled as soon as another replica may hold the lease. The lease is released when we stop.
/// </summary>
public sealed class LeaseElector
{
    private readonly LeaseElectorOptions options;
    private readonly LeaseRecords records;
    private readonly ILogger logger;
    private readonly TimeProvider time;
    private LeaseRecord? observed;
    private long observedAt;
    private long lastContact;

    /// <exception cref="ArgumentException">The three durations are not in the required order.</exception>
    public LeaseElector(
        IKubernetes client, LeaseElectorOptions options, ILogger? logger = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.RenewDeadline >= options.LeaseDuration || options.RetryPeriod >= options.RenewDeadline)
        {
            throw new ArgumentException(
                "the lease duration must exceed the renew deadline, and the renew deadline must exceed the retry "
                + "period",
                nameof(options));
        }

        this.options = options;
        this.logger = logger ?? NullLogger.Instance;
        this.time = time ?? TimeProvider.System;
        records = new LeaseRecords(client, options.Namespace, options.Name);
    }

    /// <summary>Whether this replica is the leader.</summary>
    public bool IsLeader { get; private set; }

    /// <summary>The last known holder of the lease; "" when it has no holder.</summary>
    public string Holder => observed?.Holder ?? "";

    /// <summary>The error of the last read or write of the lease; null when it succeeded.</summary>
    public string? LastError { get; private set; }

    /// <summary>
    /// The reason why our copy of the lease is stale, or null; for the readiness check of leader and stand-by replicas.
    /// </summary>
    public string? NotReadyReason
    {
        get
        {
            var at = Volatile.Read(ref lastContact);
            return at != 0 && time.GetElapsedTime(at) < options.LeaseDuration
                ? null
                : $"lease {options.Namespace}/{options.Name} cannot be read{(LastError is { } e ? $": {e}" : "")}";
        }
    }

    /// <summary>
    /// Competes for the lease until cancelled. <paramref name="lead"/> runs during each term and must return when its
    /// token is cancelled. When it returns or throws earlier, the lease is released and we compete again.
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
        logger.LeaseTaken(options.Namespace, options.Name, options.Identity);
        var work = Task.Run(() => lead(term.Token), CancellationToken.None);
        var held = await RenewAsync(work, cancellationToken);

        await term.CancelAsync();
        await EndOfWorkAsync(work, term.Token);
        IsLeader = false;
        if (held)
        {
            await ReleaseAsync();
        }

        // Wait after a term whose work ended early, so that other replicas can take the lease and we do not loop.
        await PauseAsync(cancellationToken);
    }

    /// <summary>Renews the lease until the work ends or we stop (true), or until the lease is lost (false).</summary>
    private async Task<bool> RenewAsync(Task work, CancellationToken cancellationToken)
    {
        var renewed = time.GetTimestamp();
        while (!work.IsCompleted && !cancellationToken.IsCancellationRequested)
        {
            await Task.WhenAny(work, PauseAsync(cancellationToken));
            if (work.IsCompleted || cancellationToken.IsCancellationRequested)
            {
                break;
            }

            var attempt = time.GetTimestamp();
            if (await TryTakeAsync(cancellationToken))
            {
                renewed = attempt;
            }
            else if (cancellationToken.IsCancellationRequested)
            {
                break;
            }
            else if (Holder.Length > 0 && Holder != options.Identity)
            {
                logger.LeaseLost(options.Namespace, options.Name, $"held by {Holder}");
                return false;
            }

            if (time.GetElapsedTime(renewed) >= options.RenewDeadline)
            {
                logger.LeaseLost(
                    options.Namespace, options.Name,
                    $"not renewed for {options.RenewDeadline.TotalSeconds:0.#} s: {LastError}");
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
            // The work ended because it was cancelled.
        }
#pragma warning disable CA1031 // The boundary of a term: log any failure and compete again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            logger.TermFailed(e.Message);
        }
    }

    /// <summary>One attempt: reads the lease, and takes or renews it if we may. False otherwise.</summary>
    private async Task<bool> TryTakeAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

        // A quarter of the deadline leaves time for another attempt before the term must end.
        using var timer = time.CreateTimer(
            static state => ((CancellationTokenSource)state!).Cancel(), limit, options.RenewDeadline / 4,
            Timeout.InfiniteTimeSpan);
        try
        {
            var current = await records.ReadAsync(limit.Token);
            Volatile.Write(ref lastContact, time.GetTimestamp());
            LastError = null;
            Observe(current);
            if (current is { Holder.Length: > 0 } && current.Holder != options.Identity && !IsExpired(current))
            {
                return false;
            }

            Observe(await records.TakeAsync(
                current, options.Identity, options.LeaseDuration, time.GetUtcNow(), limit.Token));
            return true;
        }
        catch (ApiException e) when (e.IsConflict)
        {
            // Another replica was faster; the next attempt reads its record.
            return false;
        }
        catch (Exception e) when (e is IOException or HttpRequestException or TimeoutException
            or OperationCanceledException or System.Text.Json.JsonException)
        {
            LastError = e is OperationCanceledException ? "no answer in time" : e.Message;
            if (!cancellationToken.IsCancellationRequested)
            {
                logger.LeaseUnreachable(options.Namespace, options.Name, LastError);
            }

            return false;
        }
    }

    // Measure with our own clock how long the record has not changed, because the holder's clock may be wrong.
    private void Observe(LeaseRecord? record)
    {
        if (record != observed)
        {
            observed = record;
            observedAt = time.GetTimestamp();
        }
    }

    private bool IsExpired(LeaseRecord record) => time.GetElapsedTime(observedAt) >= record.Duration;

    private async Task ReleaseAsync()
    {
        // Not cancelled by our own stop: releasing the lease is our last request, with its own timeout.
        using var limit = new CancellationTokenSource(options.RenewDeadline / 2, time);
        try
        {
            var current = await records.ReadAsync(limit.Token);
            if (current?.Holder == options.Identity)
            {
                Observe(await records.TakeAsync(
                    current, "", TimeSpan.FromSeconds(1), time.GetUtcNow(), limit.Token));
                logger.LeaseReleased(options.Namespace, options.Name);
            }
        }
        catch (Exception e) when (e is IOException or HttpRequestException or TimeoutException
            or OperationCanceledException or System.Text.Json.JsonException)
        {
            logger.LeaseUnreachable(options.Namespace, options.Name, e.Message);
        }
    }

    private async Task PauseAsync(CancellationToken cancellationToken)
    {
#pragma warning disable CA5394 // Jitter needs no secure random numbers.
        var pause = options.RetryPeriod * (1 + (Random.Shared.NextDouble() * 0.2));
#pragma warning restore CA5394
        await Task.Delay(pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
