namespace Ramus.Kubernetes.Connections;

/// <summary>The limits of connections to a server.</summary>
/// <param name="Most">The limit for all callers together.</param>
/// <param name="MostOfOne">The limit for one address.</param>
/// <param name="MostOfStrangers">
/// The limit for all unknown callers, which have not sent a well-formed request yet.
/// </param>
public sealed record ConnectionLimits(int Most, int MostOfOne, int MostOfStrangers)
{
    /// <summary>Limits for a server that does not distinguish known and unknown callers.</summary>
    public ConnectionLimits(int most, int mostOfOne)
        : this(most, mostOfOne, most)
    {
    }

    /// <summary>
    /// The limit for all known callers. An eighth is reserved for unknown callers: after a restart of the webhook the
    /// API server is unknown, and two pods with well-formed requests could otherwise take all connections.
    /// </summary>
    public int MostOfKnown => Most - (Most / 8);

    /// <summary>
    /// For servers that answer every request immediately and cannot tell callers apart: every new connection is
    /// accepted. In a full table the oldest connection without a request, of the address with the most connections, is
    /// closed for it. So silent connections cannot lock out a caller, even a caller with the same address.
    /// </summary>
    public bool ReplacesOldest { get; init; }

    /// <summary>The time that a new connection may take until its first request.</summary>
    public TimeSpan Beginning { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The time for which a request protects its connection. A busy server needs seconds for an answer, and an API
    /// server waits for 10 seconds.
    /// </summary>
    public TimeSpan Finishing { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The longest idle time of an unknown caller's connection while more than half of the limit is in use, or at any
    /// time if <see cref="ReplacesOldest"/> is set.
    /// </summary>
    public TimeSpan CrowdedIdle { get; init; } = TimeSpan.FromSeconds(5);
}
