using System.Text.Json;
using Ramus.Kubernetes;
using Ramus.Networks;

namespace Ramus.Node.Rendering;

/// <summary>
/// What the agent keeps of a network. The definition only stays until it is rendered: ten thousand of them would be
/// most of the agent's memory, and are on the disk by then.
/// </summary>
internal sealed class WatchedNetwork(NetworkAttachmentDefinition definition)
{
    private NetworkAttachmentDefinition? pending = definition;

    public string Uid { get; } = definition.Uid;

    /// <summary>Made by hand on the node: to be rendered again when those files change.</summary>
    public bool IsFromFile { get; } = definition.Config is null;

    /// <summary>The definition, if it still has to be rendered.</summary>
    public NetworkAttachmentDefinition? Take() =>
        IsFromFile ? pending : Interlocked.Exchange(ref pending, null);

    /// <summary>Gives back what could not be rendered for a reason that passes.</summary>
    public void Return(NetworkAttachmentDefinition definition) => pending = definition;

    public static WatchedNetwork From(JsonElement entity) => new(ToDefinition(entity));

    /// <summary>The part of a NetworkAttachmentDefinition that rendering needs.</summary>
    public static NetworkAttachmentDefinition ToDefinition(JsonElement entity)
    {
        var key = entity.KeyOf();
        var config = entity.TextAt("spec", "config");
        var resource = entity.TextAt("metadata", "annotations", Annotations.ResourceName);
        return new NetworkAttachmentDefinition
        {
            Namespace = key.Namespace,
            Name = key.Name,
            Uid = entity.TextAt("metadata", "uid") ?? "",
            Config = string.IsNullOrWhiteSpace(config) ? null : config,
            Annotations = resource is null
                ? EmptyAnnotations
                : new Dictionary<string, string> { [Annotations.ResourceName] = resource },
        };
    }

    private static readonly Dictionary<string, string> EmptyAnnotations = [];
}
