using Ramus.Kubernetes.Connections;

namespace Ramus.Webhook.Admission;

/// <summary>Who gets what of a resource that is short.</summary>
internal static class ShareRules
{
    /// <summary>Whether the caller may have so much more now.</summary>
    public static bool Fits(IReadOnlyCollection<Claim> claims, Caller caller, long amount, ShareLimits limits)
    {
        var (all, own, strangers) = (amount, amount, amount);
        foreach (var claim in claims)
        {
            all += claim.Amount;
            own += claim.Caller == caller ? claim.Amount : 0;
            strangers += claim.Caller.IsKnown ? 0 : claim.Amount;
        }

        return all <= limits.Most
            && (caller.IsKnown || (own <= limits.MostOfStranger && strangers <= limits.MostOfStrangers));
    }

    /// <summary>
    /// The claims that have to end for one more of the caller; none when others have a better right to theirs. Those of
    /// strangers go first, and then those of the caller who holds most, as long as that is more than this one asks for.
    /// </summary>
    public static IReadOnlyList<Claim> Victims(
        IReadOnlyCollection<Claim> claims, Caller caller, long amount, ShareLimits limits)
    {
        var left = claims.Where(static claim => !claim.IsRevoked).ToList();
        var held = claims.GroupBy(static claim => claim.Caller)
            .ToDictionary(static group => group.Key, static group => group.Sum(static claim => claim.Amount));
        var wanted = held.GetValueOrDefault(caller) + amount;
        var victims = new List<Claim>();
        while (!Fits(left, caller, amount, limits))
        {
            var victim = left
                .Where(claim => MayEnd(claim, caller, held[claim.Caller], wanted))
                .OrderBy(static claim => claim.Caller.IsKnown)
                .ThenByDescending(claim => held[claim.Caller])
                .ThenByDescending(static claim => claim.Amount)
                .FirstOrDefault();
            if (victim is null)
            {
                return [];
            }

            left.Remove(victim);
            held[victim.Caller] -= victim.Amount;
            victims.Add(victim);
        }

        return victims;
    }

    private static bool MayEnd(Claim claim, Caller caller, long held, long wanted) =>
        claim.Caller != caller && (claim.Caller.IsKnown, caller.IsKnown) switch
        {
            (true, false) => false,
            (false, true) => true,
            _ => held > wanted,
        };
}
