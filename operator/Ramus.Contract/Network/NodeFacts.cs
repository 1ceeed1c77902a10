namespace Ramus.Contract.Network;

/// <summary>What a network's configuration may ask of the node that it is rendered for.</summary>
public sealed record NodeFacts
{
    public required string Name { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>The node's range of pod addresses; null where the cluster gives none to nodes.</summary>
    public string? PodCidr { get; init; }

    /// <summary>The first address of type InternalIP; null when there is none.</summary>
    public string? InternalIp { get; init; }
}
