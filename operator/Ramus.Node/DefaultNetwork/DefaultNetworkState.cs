using Ramus.Contract.Cni;

namespace Ramus.Node.DefaultNetwork;

/// <summary>What one look at the CNI configuration directory found and did.</summary>
internal sealed record DefaultNetworkState
{
    /// <summary>Our file is there and calls the plugin.</summary>
    public bool IsRendered { get; init; }

    /// <summary>The container runtime reads another file first, and nothing that we can write changes that.</summary>
    public bool IsOutranked { get; init; }

    /// <summary>The runtime calls the plugin for new pods.</summary>
    public bool IsInForce => IsRendered && !IsOutranked;

    /// <summary>The file that the default network comes from.</summary>
    public string? Source { get; init; }

    /// <summary>What is in that file; null when it was not read since the agent's start.</summary>
    public NetworkConfig? Network { get; init; }

    /// <summary>What an operator should know or do; null when all is well.</summary>
    public string? Problem { get; init; }

    /// <summary>What somebody else did to our file and this look has undone; null when nothing.</summary>
    public string? Repaired { get; init; }

    public bool Written { get; init; }

    /// <summary>Look again after this time, even when nothing changes.</summary>
    public TimeSpan? LookAgainAfter { get; init; }
}
