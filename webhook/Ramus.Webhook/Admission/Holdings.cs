using Ramus.Kubernetes.Connections;

namespace Ramus.Webhook.Admission;

/// <summary>Who holds how much of a <see cref="FairShare"/>.</summary>
internal sealed class Holdings
{
    private readonly Dictionary<Caller, long> held = [];
    private long all;
    private long strangers;

    public Holdings(IEnumerable<Claim> claims)
    {
        foreach (var claim in claims)
        {
            Add(claim.Caller, claim.Amount);
        }
    }

    public long Of(Caller caller) => held.GetValueOrDefault(caller);

    /// <summary>The caller holds so much more, or less when that is negative.</summary>
    public void Add(Caller caller, long amount)
    {
        held[caller] = Of(caller) + amount;
        all += amount;
        strangers += caller.IsKnown ? 0 : amount;
    }

    /// <summary>Whether the caller may have so much more.</summary>
    public bool HaveRoom(Caller caller, long amount, ShareLimits limits) =>
        all + amount <= limits.Most
        && (caller.IsKnown
            ? all - strangers + amount <= limits.MostOfKnown
            : Of(caller) + amount <= limits.MostOfStranger && strangers + amount <= limits.MostOfStrangers);
}
