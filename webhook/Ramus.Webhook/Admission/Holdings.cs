using Ramus.Kubernetes.Connections;

namespace Ramus.Webhook.Admission;

/// <summary>The amounts that the callers hold of a <see cref="FairShare"/>.</summary>
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

    /// <summary>Adds to the amount of a caller; a negative amount subtracts.</summary>
    public void Add(Caller caller, long amount)
    {
        held[caller] = Of(caller) + amount;
        all += amount;
        strangers += caller.IsKnown ? 0 : amount;
    }

    /// <summary>Whether the limits allow the caller this additional amount.</summary>
    public bool HaveRoom(Caller caller, long amount, ShareLimits limits) =>
        all + amount <= limits.Most
        && (caller.IsKnown
            ? all - strangers + amount <= limits.MostOfKnown
            : Of(caller) + amount <= limits.MostOfStranger && strangers + amount <= limits.MostOfStrangers);
}
