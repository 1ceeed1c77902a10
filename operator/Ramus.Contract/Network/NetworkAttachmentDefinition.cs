using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Contract.Network;

/// <summary>What every program keeps of a NetworkAttachmentDefinition: what it asks for, not its status.</summary>
public sealed record NetworkAttachmentDefinition
{
    public required string Namespace { get; init; }

    public required string Name { get; init; }

    /// <summary>"" when it is not known.</summary>
    public string Uid { get; init; } = "";

    /// <summary><c>spec.config</c>; null or empty means a file of the node's configuration directory.</summary>
    public string? Config { get; init; }

    /// <summary>Those that the program that read the object asked to keep.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>Device plugin resource whose devices the network hands out.</summary>
    public string? ResourceName =>
        Annotations.TryGetValue(Selection.Annotations.ResourceName, out var name) && name.Length > 0 ? name : null;

    /// <summary><c>metadata.generation</c>; 0 when it is not known.</summary>
    public long Generation { get; init; }

    /// <summary>The configuration may use node variables.</summary>
    public bool IsRenderedPerNode =>
        Annotations.TryGetValue(Selection.Annotations.Render, out var how) && how == "node";

    /// <summary>The nodes that the network is for, as text; null means all.</summary>
    public string? NodeSelector =>
        Annotations.TryGetValue(Selection.Annotations.NodeSelector, out var text) && !string.IsNullOrWhiteSpace(text)
            ? text
            : null;

    public NetworkKey Key => new(Namespace, Name);

    /// <summary>The object as the API server sends it.</summary>
    /// <param name="network">The whole object.</param>
    /// <param name="annotations">Those that are worth keeping.</param>
    public static NetworkAttachmentDefinition Of(
        JsonElement network, IReadOnlyDictionary<string, string> annotations)
    {
        var config = network.StringAt("spec", "config");
        return new NetworkAttachmentDefinition
        {
            Namespace = network.StringAt("metadata", "namespace") ?? "",
            Name = network.StringAt("metadata", "name") ?? "",
            Uid = network.StringAt("metadata", "uid") ?? "",
            Config = string.IsNullOrWhiteSpace(config) ? null : config,
            Generation = network.NumberAt("metadata", "generation") ?? 0,
            Annotations = annotations,
        };
    }
}
