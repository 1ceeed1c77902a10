namespace Ramus.Networks;

/// <summary>What matters here of a NetworkAttachmentDefinition.</summary>
public sealed record NetworkAttachmentDefinition
{
    public required string Namespace { get; init; }

    public required string Name { get; init; }

    public string Uid { get; init; } = "";

    /// <summary><c>spec.config</c>; null or empty means a file of the node's configuration directory.</summary>
    public string? Config { get; init; }

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>Device plugin resource whose devices the network hands out.</summary>
    public string? ResourceName =>
        Annotations.TryGetValue(Networks.Annotations.ResourceName, out var name) && name.Length > 0 ? name : null;

    public NetworkKey Key => new(Namespace, Name);
}
