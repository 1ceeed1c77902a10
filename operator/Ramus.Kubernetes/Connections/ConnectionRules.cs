namespace Ramus.Kubernetes.Connections;

/// <summary>Decides which connection is closed for a new one when the limit is reached.</summary>
internal static class ConnectionRules
{
    // The limit of connections that are being closed; closing takes moments.
    private const int MostLeaving = 128;

    // Callers with about the same weight must not close each other's connections all the time.
    private const double Margin = 1.5;

    // A caller with a lower weight is not the cause of the many closed connections.
    private const double LowWeight = 16;

    /// <summary>Whether the caller has reached its limit; its existing connections stay open.</summary>
    internal static bool HasItsShare(Caller caller, ConnectionLimits limits) =>
        !limits.ReplacesOldest && caller.Connections >= limits.MostOfOne;

    /// <summary>Whether the caller is refused because too many connections are still being closed.</summary>
    internal static bool IsHeldBack(Caller caller, int leaving, ConnectionLimits limits) => limits.ReplacesOldest
        ? leaving >= 2 * limits.Most
        : leaving >= MostLeaving && !caller.IsKnown && caller.Weight > LowWeight;

    /// <summary>Whether there is room for another connection without closing one.</summary>
    internal static bool HasRoom(IReadOnlyCollection<CallerConnection> present, Caller caller, ConnectionLimits limits)
    {
        if (present.Count >= limits.Most)
        {
            return false;
        }

        // Below the limit the connections of this kind need not be counted.
        var mostOfKind = caller.IsKnown ? limits.MostOfKnown : limits.MostOfStrangers;
        return present.Count < mostOfKind || Count(present, caller.IsKnown) < mostOfKind;
    }

    /// <summary>
    /// The connection to close for the caller's new one; null when no connection may be closed for it. Connections of
    /// unknown callers come first, then those of the caller with the largest weight, then idle ones, then those that
    /// have been idle longest. So a caller with few connections can always connect.
    /// </summary>
    internal static CallerConnection? Victim(
        IReadOnlyCollection<CallerConnection> present, Caller caller, ConnectionLimits limits)
    {
        if (limits.ReplacesOldest)
        {
            return OldestOfMost(present);
        }

        var known = Count(present, isKnown: true);
        return present
            .Where(connection => MayEnd(connection, caller, known, limits))
            .OrderBy(static connection => connection.Caller.IsKnown)
            .ThenByDescending(static connection => connection.Caller.Weight)
            .ThenBy(static connection => connection.IsBusy)
            .ThenByDescending(static connection => connection.Idle)
            .FirstOrDefault();
    }

    /// <summary>
    /// The oldest connection without a request of the address with the most connections. The table is ordered by age.
    /// </summary>
    private static CallerConnection? OldestOfMost(IReadOnlyCollection<CallerConnection> present)
    {
        var most = present.Max(static connection => connection.Caller.Connections);
        var oldest = present.Where(connection => connection.Caller.Connections == most);
        return oldest.FirstOrDefault(static connection => !connection.HasRequest) ?? oldest.First();
    }

    private static int Count(IEnumerable<CallerConnection> present, bool isKnown) =>
        present.Count(connection => connection.Caller.IsKnown == isKnown);

    private static bool MayEnd(CallerConnection connection, Caller caller, int known, ConnectionLimits limits) =>
        (connection.Caller.IsKnown, caller.IsKnown) switch
        {
            // An unknown caller that becomes known keeps its connections, so the limit of known callers can be
            // exceeded.
            (true, false) => known > limits.MostOfKnown && connection.Caller.Weight > caller.Weight,
            (false, true) => known < limits.MostOfKnown,
            _ when connection.IsBusy && connection.Unchanged < limits.Finishing =>
                connection.Caller.Weight > (Margin * caller.Weight) + 1,
            // At the same weight, an idle connection is closed for a new one, and so is one with a request that does
            // not end.
            _ when connection.Unchanged >= limits.Beginning => connection.Caller.Weight > caller.Weight - 1,
            _ => connection.Caller.Weight > Margin * caller.Weight,
        };
}
