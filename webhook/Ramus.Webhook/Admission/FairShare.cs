using Ramus.Kubernetes.Connections;

namespace Ramus.Webhook.Admission;

/// <summary>
/// Shares memory between the reviews of all callers. A claim that does not fit waits for a moment; the caller that
/// holds the least is served first. A caller that holds much loses claims to a caller that needs little, so that no
/// caller can exclude another one, whatever amount it claims.
/// </summary>
internal sealed class FairShare(ShareLimits limits, TimeSpan patience)
{
    private readonly Lock gate = new();
    private readonly List<Claim> claims = [];
    private readonly List<Waiter> waiters = [];
    private long taken;

    /// <summary>Waits for memory.</summary>
    /// <param name="caller">The sender of the review.</param>
    /// <param name="amount">The memory that the review needs, in bytes.</param>
    /// <param name="review">Is cancelled when the memory is needed for another caller.</param>
    /// <exception cref="ReviewException">No memory became free in time (status 503).</exception>
    public async ValueTask<Claim> ClaimAsync(Caller caller, long amount, CancellationTokenSource review)
    {
        Waiter waiter;
        lock (gate)
        {
            if (waiters.Count == 0 && IsFree(caller, amount))
            {
                return Grant(caller, amount, review);
            }

            waiter = new Waiter(caller, amount, review);
            waiters.Add(waiter);
            GrantWaiting();
        }

        return await WaitAsync(waiter, review.Token).ConfigureAwait(false);
    }

    public void Shrink(Claim claim, long needed)
    {
        lock (gate)
        {
            taken -= claim.Amount - needed;
            claim.Amount = needed;
            GrantWaiting();
        }
    }

    public void Release(Claim claim)
    {
        lock (gate)
        {
            if (claims.Remove(claim))
            {
                taken -= claim.Amount;
                GrantWaiting();
            }
        }
    }

    private async Task<Claim> WaitAsync(Waiter waiter, CancellationToken cancellationToken)
    {
        try
        {
            return await waiter.Turn.Task.WaitAsync(patience, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The claim may have been granted at the same moment.
            return Withdraw(waiter)
                ? throw ReviewException.NoRoom()
                : await waiter.Turn.Task.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            if (!Withdraw(waiter))
            {
                (await waiter.Turn.Task.ConfigureAwait(false)).Dispose();
            }

            throw;
        }
    }

    private bool Withdraw(Waiter waiter)
    {
        lock (gate)
        {
            return waiters.Remove(waiter);
        }
    }

    /// <summary>While little memory is used, no limit can be exceeded, so the claims need not be counted.</summary>
    private bool IsFree(Caller caller, long amount) =>
        taken + amount <= limits.MostOfStranger
        || new Holdings(claims).HaveRoom(caller, amount, limits);

    private Claim Grant(Caller caller, long amount, CancellationTokenSource review)
    {
        var claim = new Claim(this, caller, amount, review);
        claims.Add(claim);
        taken += amount;
        return claim;
    }

    /// <summary>Grants waiting claims: known callers first, then by the amount that the caller would hold.</summary>
    private void GrantWaiting()
    {
        if (waiters.Count == 0)
        {
            return;
        }

        var holdings = new Holdings(claims);
        var order = waiters.OrderBy(waiter => (!waiter.Caller.IsKnown, waiter.Amount + holdings.Of(waiter.Caller)))
            .ToList();
        foreach (var next in order.Where(next => holdings.HaveRoom(next.Caller, next.Amount, limits)))
        {
            waiters.Remove(next);
            holdings.Add(next.Caller, next.Amount);
            next.Turn.SetResult(Grant(next.Caller, next.Amount, next.Review));
        }

        if (order.Find(waiters.Contains) is { } first)
        {
            foreach (var victim in ShareRules.Victims(claims, first.Caller, first.Amount, limits))
            {
                victim.Revoke();
            }
        }
    }

    private sealed record Waiter(Caller Caller, long Amount, CancellationTokenSource Review)
    {
        public TaskCompletionSource<Claim> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
