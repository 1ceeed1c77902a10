using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Network;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;

namespace Ramus.Node.Networks;

/// <summary>
/// What the agent keeps of a network. The definition only stays until it is rendered: ten thousand of them would be
/// most of the agent's memory, and are on the disk by then.
/// </summary>
internal sealed class WatchedNetwork
{
    // A definition that may be rendered again and again is kept only when it is short; else it is read again.
    private const int MostKept = 8 * 1024;

    private static readonly Dictionary<string, string> EmptyAnnotations = [];
    private static readonly string[] Read = [Annotations.ResourceName, Annotations.Render, Annotations.NodeSelector];

    private readonly ulong content;
    private NetworkAttachmentDefinition? pending;
    private int characters;

    private WatchedNetwork(NetworkAttachmentDefinition definition, ulong content)
    {
        this.content = content;
        Uid = definition.Uid;
        IsFromFile = definition.Config is null;
        IsNodeDependent = definition.IsRenderedPerNode || definition.NodeSelector is not null;
        IsKept = IsFromFile || (IsNodeDependent && definition.Config!.Length <= MostKept);
        if (definition.Config?.Length > NetworkConfig.MaxBytes)
        {
            Refusal = $"network {definition.Key}: spec.config has {definition.Config.Length} characters, and at most "
                + $"{NetworkConfig.MaxBytes} are read; make it shorter";
            definition = definition with { Config = "" };
        }

        pending = definition;
        characters = definition.Config?.Length ?? 0;
    }

    public string Uid { get; }

    /// <summary>As a number, to be compared with others of the same collection.</summary>
    public ulong ResourceVersion { get; private init; }

    /// <summary>Made by hand on the node: to be rendered again when those files change.</summary>
    public bool IsFromFile { get; }

    /// <summary>To be rendered again when the node's labels, annotations or addresses change.</summary>
    public bool IsNodeDependent { get; }

    public bool IsKept { get; }

    /// <summary>Why the definition cannot be rendered at all; its configuration is then not kept.</summary>
    public string? Refusal { get; }

    /// <summary>How much of the configuration waits in memory, until <see cref="Uncount"/>.</summary>
    public int Characters => Volatile.Read(ref characters);

    /// <summary>The definition, if it still has to be rendered.</summary>
    public NetworkAttachmentDefinition? Take() =>
        IsKept ? Volatile.Read(ref pending) : Interlocked.Exchange(ref pending, null);

    /// <summary>The definition is on the disk already, or waits there as a refusal.</summary>
    public bool IsTaken => Volatile.Read(ref pending) is null;

    /// <summary>Whether rendering gives the same as for another state of the object: only its status differs.</summary>
    public bool MeansTheSame(WatchedNetwork other) =>
        Uid == other.Uid && content == other.content;

    /// <summary>Gives back what could not be rendered for a reason that passes.</summary>
    public void Return(NetworkAttachmentDefinition definition) => pending = definition;

    /// <summary>The characters that were waiting, once.</summary>
    public int Uncount() => Interlocked.Exchange(ref characters, 0);

    public static WatchedNetwork From(JsonElement entity) => new(ToDefinition(entity), ContentOf(entity))
    {
        ResourceVersion = ulong.TryParse(
            entity.TextAt("metadata", "resourceVersion"), CultureInfo.InvariantCulture, out var version) ? version : 0,
    };

    /// <summary>A number for all of the object that others than the operator write (FNV-1a).</summary>
    private static ulong ContentOf(JsonElement entity)
    {
        var hash = 14695981039346656037UL;
        foreach (var part in entity.EnumerateObject().Where(part => part.Name is not ("metadata" or "status")))
        {
            hash = Add(hash, JsonMarshal.GetRawUtf8Value(part.Value));
        }

        foreach (var part in entity.MapAt("metadata")
            .Where(part => part.Name is not ("resourceVersion" or "managedFields")))
        {
            hash = Add(hash, JsonMarshal.GetRawUtf8Value(part.Value));
        }

        return hash;
    }

    private static ulong Add(ulong hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            hash = (hash ^ value) * 1099511628211UL;
        }

        return hash;
    }

    /// <summary>The part of a NetworkAttachmentDefinition that rendering needs.</summary>
    private static NetworkAttachmentDefinition ToDefinition(JsonElement entity)
    {
        var annotations = Read.Where(name => entity.TextAt("metadata", "annotations", name) is not null)
            .ToDictionary(name => name, name => entity.TextAt("metadata", "annotations", name)!);
        return NetworkAttachmentDefinition.Of(entity, annotations.Count == 0 ? EmptyAnnotations : annotations);
    }
}
