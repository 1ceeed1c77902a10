namespace Ramus.Contract.Network;

/// <summary>The node's values that node variables in a network's configuration can use.</summary>
public sealed record NodeFacts
{
    public required string Name { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>The node's pod CIDR; null when the cluster assigns none.</summary>
    public string? PodCidr { get; init; }

    /// <summary>The first address of type InternalIP; null when there is none.</summary>
    public string? InternalIp { get; init; }
}
