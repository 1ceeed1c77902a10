using Ramus.Kubernetes.Connections;

namespace Ramus.Webhook.Admission;

/// <summary>What a review holds of a <see cref="FairShare"/> until it is disposed.</summary>
internal sealed class Claim(FairShare share, Caller caller, long amount, CancellationTokenSource review) : IDisposable
{
    public Caller Caller { get; } = caller;

    public long Amount { get; set; } = amount;

    /// <summary>It was taken back for others, and the review with it is cancelled.</summary>
    public bool IsRevoked { get; private set; }

    /// <summary>Gives back what the review turned out not to need.</summary>
    public void ShrinkTo(long needed) => share.Shrink(this, needed);

    /// <summary>The review ends, and only then is what it holds free.</summary>
    public void Revoke()
    {
        IsRevoked = true;
        _ = review.CancelAsync();
    }

    public void Dispose() => share.Release(this);
}
