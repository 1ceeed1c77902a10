namespace Ramus.Kubernetes.Connections;

/// <summary>How many connections a server takes.</summary>
/// <param name="Most">Of all callers together.</param>
/// <param name="MostOfOne">Of one address.</param>
/// <param name="MostOfStrangers">Of all addresses together that have sent no well-formed request yet.</param>
public sealed record ConnectionLimits(int Most, int MostOfOne, int MostOfStrangers)
{
    /// <summary>For servers that cannot tell a known caller from a stranger.</summary>
    public ConnectionLimits(int most, int mostOfOne)
        : this(most, mostOfOne, most)
    {
    }

    /// <summary>
    /// Of all known addresses together: an eighth is left to strangers, because an API server is one after every
    /// restart of the webhook, and two pods that have sent a well-formed request could otherwise keep it out.
    /// </summary>
    public int MostOfKnown => Most - (Most / 8);

    /// <summary>How long a new connection needs until its first request is there.</summary>
    public TimeSpan Beginning { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a stranger's connection may be idle while more than half of all are taken.</summary>
    public TimeSpan CrowdedIdle { get; init; } = TimeSpan.FromSeconds(5);
}
