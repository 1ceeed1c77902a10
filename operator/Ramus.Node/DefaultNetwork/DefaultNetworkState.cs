using Ramus.Contract.Cni;

namespace Ramus.Node.DefaultNetwork;

/// <summary>The result of one check of the CNI configuration directory.</summary>
internal sealed record DefaultNetworkState
{
    /// <summary>Our file exists and calls the plugin.</summary>
    public bool IsRendered { get; init; }

    /// <summary>
    /// The container runtime reads another file first, which sorts before every file that we may write.
    /// </summary>
    public bool IsOutranked { get; init; }

    /// <summary>The runtime calls the plugin for new pods.</summary>
    public bool IsInForce => IsRendered && !IsOutranked;

    /// <summary>The file that the default network comes from.</summary>
    public string? Source { get; init; }

    /// <summary>The network in that file; null when it was not read since the agent's start.</summary>
    public NetworkConfig? Network { get; init; }

    /// <summary>The problem and its remedy, for the administrator; null when there is no problem.</summary>
    public string? Problem { get; init; }

    /// <summary>
    /// The <see cref="Problem"/> is normal while the node starts: the plugin, the networks or the cluster's network
    /// plugin are still missing. It is a fault only when it lasts.
    /// </summary>
    public bool IsStarting { get; init; }

    /// <summary>
    /// The change to our file by another program that this check has undone; null without such a change.
    /// </summary>
    public string? Repaired { get; init; }

    public bool Written { get; init; }

    /// <summary>Check again after this time, even when nothing changes.</summary>
    public TimeSpan? LookAgainAfter { get; init; }
}
