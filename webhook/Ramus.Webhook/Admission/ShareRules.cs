using Ramus.Kubernetes.Connections;

namespace Ramus.Webhook.Admission;

/// <summary>Who gets what of a resource that is short.</summary>
internal static class ShareRules
{
    /// <summary>
    /// The claims that have to end for one more of the caller; none when others have a better right to theirs. Those of
    /// strangers go first, and then those of the caller who holds most, as long as that is more than this one asks for.
    /// </summary>
    public static IReadOnlyList<Claim> Victims(
        IEnumerable<Claim> claims, Caller caller, long amount, ShareLimits limits)
    {
        var left = claims.Where(static claim => !claim.IsRevoked).ToList();
        var holdings = new Holdings(left);
        var wanted = holdings.Of(caller) + amount;
        var victims = new List<Claim>();
        while (!holdings.HaveRoom(caller, amount, limits))
        {
            var victim = left
                .Where(claim => MayEnd(claim, caller, holdings.Of(claim.Caller), wanted))
                .OrderBy(static claim => claim.Caller.IsKnown)
                .ThenByDescending(claim => holdings.Of(claim.Caller))
                .ThenByDescending(static claim => claim.Amount)
                .FirstOrDefault();
            if (victim is null)
            {
                return [];
            }

            left.Remove(victim);
            holdings.Add(victim.Caller, -victim.Amount);
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
