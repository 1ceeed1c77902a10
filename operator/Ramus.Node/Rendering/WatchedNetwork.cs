using System.Text.Json;
using Ramus.Kubernetes;
using Ramus.Networks;

namespace Ramus.Node.Rendering;

/// <summary>
/// What the agent keeps of a network. The definition only stays until it is rendered: ten thousand of them would be
/// most of the agent's memory, and are on the disk by then.
/// </summary>
internal sealed class WatchedNetwork
{
    /// <summary>No longer spec.config is kept or read: what the standard's users write has a few hundred.</summary>
    public const int MostCharacters = 1024 * 1024;

    private static readonly Dictionary<string, string> EmptyAnnotations = [];

    private NetworkAttachmentDefinition? pending;
    private int characters;

    private WatchedNetwork(NetworkAttachmentDefinition definition)
    {
        Uid = definition.Uid;
        IsFromFile = definition.Config is null;
        if (definition.Config?.Length > MostCharacters)
        {
            Refusal = $"network {definition.Key}: spec.config has {definition.Config.Length} characters, and no more "
                + $"than {MostCharacters} are read; make it shorter";
            definition = definition with { Config = "" };
        }

        pending = definition;
        characters = definition.Config?.Length ?? 0;
    }

    public string Uid { get; }

    /// <summary>Made by hand on the node: to be rendered again when those files change.</summary>
    public bool IsFromFile { get; }

    /// <summary>Why the definition cannot be rendered at all; its configuration is then not kept.</summary>
    public string? Refusal { get; }

    /// <summary>How much of the configuration waits in memory, until <see cref="Uncount"/>.</summary>
    public int Characters => Volatile.Read(ref characters);

    /// <summary>The definition, if it still has to be rendered.</summary>
    public NetworkAttachmentDefinition? Take() =>
        IsFromFile ? pending : Interlocked.Exchange(ref pending, null);

    /// <summary>Gives back what could not be rendered for a reason that passes.</summary>
    public void Return(NetworkAttachmentDefinition definition) => pending = definition;

    /// <summary>The characters that were waiting, once.</summary>
    public int Uncount() => Interlocked.Exchange(ref characters, 0);

    public static WatchedNetwork From(JsonElement entity) => new(ToDefinition(entity));

    /// <summary>The part of a NetworkAttachmentDefinition that rendering needs.</summary>
    private static NetworkAttachmentDefinition ToDefinition(JsonElement entity)
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
}
