using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Contract.Network;

/// <summary>
/// The parts of a NetworkAttachmentDefinition that every program needs; its status is not among them.
/// </summary>
public sealed record NetworkAttachmentDefinition
{
    /// <summary>
    /// The longest annotation, in characters, that Ramus reads; a network with a longer one is refused.
    /// </summary>
    public const int LongestAnnotation = 4096;

    public required string Namespace { get; init; }

    public required string Name { get; init; }

    /// <summary>The UID; "" when it is not known.</summary>
    public string Uid { get; init; } = "";

    /// <summary><c>spec.config</c>; when null or empty, a file in the node's configuration directory is used.</summary>
    public string? Config { get; init; }

    /// <summary>The annotations that the reading program asked for.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>Device plugin resource whose devices the network allocates.</summary>
    public string? ResourceName =>
        Annotations.TryGetValue(Selection.Annotations.ResourceName, out var name) && name.Length > 0 ? name : null;

    /// <summary><c>metadata.generation</c>; 0 when it is not known.</summary>
    public long Generation { get; init; }

    /// <summary>Whether the configuration may use node variables.</summary>
    public bool IsRenderedPerNode =>
        Annotations.TryGetValue(Selection.Annotations.Render, out var how) && how == "node";

    /// <summary>The network's node selector as text; null selects all nodes.</summary>
    public string? NodeSelector =>
        Annotations.TryGetValue(Selection.Annotations.NodeSelector, out var text) && !string.IsNullOrWhiteSpace(text)
            ? text
            : null;

    public NetworkKey Key => new(Namespace, Name);

    /// <summary>Reads the object from the API server's JSON.</summary>
    /// <param name="network">The whole object.</param>
    /// <param name="annotations">The keys of the annotations to keep.</param>
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
