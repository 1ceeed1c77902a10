namespace Ramus.Kubernetes.Connections;

/// <summary>Which connection ends when a new one comes and there is no room for it.</summary>
internal static class ConnectionRules
{
    // Connections that were ended for others are gone within moments.
    private const int MostLeaving = 128;

    // Callers that take about as much do not end each other's connections all the time.
    private const double Margin = 1.5;

    // Whoever tries no more often than this is not the one that makes others leave.
    private const double Modest = 16;

    /// <summary>Whether the caller has its share already; its other connections then stay as they are.</summary>
    internal static bool HasItsShare(Caller caller, ConnectionLimits limits) =>
        caller.Connections >= limits.MostOfOne;

    /// <summary>Whether the caller waits until connections that were ended are gone.</summary>
    internal static bool IsHeldBack(Caller caller, int leaving) =>
        leaving >= MostLeaving && !caller.IsKnown && caller.Weight > Modest;

    /// <summary>Whether a connection more fits without another one's end.</summary>
    internal static bool HasRoom(IReadOnlyCollection<CallerConnection> present, Caller caller, ConnectionLimits limits)
    {
        if (present.Count >= limits.Most)
        {
            return false;
        }

        // Below both limits nobody needs to be counted.
        var mostOfKind = caller.IsKnown ? limits.MostOfKnown : limits.MostOfStrangers;
        return present.Count < mostOfKind || Count(present, caller.IsKnown) < mostOfKind;
    }

    /// <summary>
    /// The connection that makes room for one more of the caller; null when every other one has a better claim.
    /// A stranger's goes first, then one of the address that takes most, an idle one before a busy one, and the one
    /// that has been idle the longest. So a caller that takes little gets in, however many others take what they can.
    /// </summary>
    internal static CallerConnection? Victim(
        IReadOnlyCollection<CallerConnection> present, Caller caller, ConnectionLimits limits)
    {
        var known = Count(present, isKnown: true);
        return present
            .Where(connection => MayEnd(connection, caller, known, limits))
            .OrderBy(static connection => connection.Caller.IsKnown)
            .ThenByDescending(static connection => connection.Caller.Weight)
            .ThenBy(static connection => connection.IsBusy)
            .ThenByDescending(static connection => connection.Idle)
            .FirstOrDefault();
    }

    private static int Count(IEnumerable<CallerConnection> present, bool isKnown) =>
        present.Count(connection => connection.Caller.IsKnown == isKnown);

    private static bool MayEnd(CallerConnection connection, Caller caller, int known, ConnectionLimits limits) =>
        (connection.Caller.IsKnown, caller.IsKnown) switch
        {
            // Strangers become known with all the connections that they have.
            (true, false) => known > limits.MostOfKnown && connection.Caller.Weight > caller.Weight,
            (false, true) => known < limits.MostOfKnown,
            _ when connection.IsBusy => connection.Caller.Weight > (Margin * caller.Weight) + 1,
            _ when connection.Idle < limits.Beginning => connection.Caller.Weight > Margin * caller.Weight,
            // Of callers that take as much, one that does nothing with it goes for a new one.
            _ => connection.Caller.Weight > caller.Weight - 1,
        };
}
