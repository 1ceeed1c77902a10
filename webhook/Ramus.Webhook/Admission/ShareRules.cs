using Ramus.Kubernetes.Connections;

namespace Ramus.Webhook.Admission;

/// <summary>Decides which claims end when memory is short.</summary>
internal static class ShareRules
{
    /// <summary>
    /// The claims that have to end to make room for another claim of the caller; empty when that is not allowed. The
    /// claims of strangers end first, then the claims of the caller that holds the most, but only while that caller
    /// holds more than this one would.
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
