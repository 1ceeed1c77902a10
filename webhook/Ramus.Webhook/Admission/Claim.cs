using Ramus.Kubernetes.Connections;

namespace Ramus.Webhook.Admission;

/// <summary>The memory that a review holds of a <see cref="FairShare"/> until the claim is disposed.</summary>
internal sealed class Claim(FairShare share, Caller caller, long amount, CancellationTokenSource review) : IDisposable
{
    public Caller Caller { get; } = caller;

    public long Amount { get; set; } = amount;

    /// <summary>The review is cancelled, because other reviews need its memory.</summary>
    public bool IsRevoked { get; private set; }

    /// <summary>Releases the memory that the review does not need.</summary>
    public void ShrinkTo(long needed) => share.Shrink(this, needed);

    /// <summary>Cancels the review; its memory is free when the review has ended.</summary>
    public void Revoke()
    {
        IsRevoked = true;
        _ = review.CancelAsync();
    }

    public void Dispose() => share.Release(this);
}
