using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Network;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Watching;

namespace Ramus.Node.Networks;

/// <summary>
/// The part of a network that the agent caches. The definition stays in memory only until it is rendered to the disk:
/// ten thousand definitions would take most of the agent's memory.
/// </summary>
internal sealed class WatchedNetwork
{
    /// <summary>
    /// The longest definition that is kept to be rendered repeatedly, in characters; a longer one is fetched again.
    /// </summary>
    internal const int MostKept = 8 * 1024;

    private static readonly Dictionary<string, string> EmptyAnnotations = [];
    private static readonly string[] Read = [Annotations.ResourceName, Annotations.Render, Annotations.NodeSelector];

    private readonly ulong content;
    private readonly int length;
    private NetworkAttachmentDefinition? pending;
    private int characters;
    private bool isToFetch;

    private WatchedNetwork(NetworkAttachmentDefinition definition, ulong content)
    {
        this.content = content;
        Uid = definition.Uid;
        Refusal = WhyTooLong(definition);
        if (Refusal is not null)
        {
            definition = definition with { Config = "", Annotations = EmptyAnnotations };
        }

        IsFromFile = definition.Config is null;
        IsNodeDependent = definition.IsRenderedPerNode || definition.NodeSelector is not null;
        pending = definition;
        length = (definition.Config?.Length ?? 0) + definition.Annotations.Values.Sum(static text => text.Length);
        characters = length;
    }

    public string Uid { get; }

    /// <summary>The resource version as a number, comparable with those of other networks.</summary>
    public ulong ResourceVersion { get; private init; }

    /// <summary>The configuration is a file on the node: to be rendered again when the node's files change.</summary>
    public bool IsFromFile { get; }

    /// <summary>To be rendered again when the node's labels, annotations or addresses change.</summary>
    public bool IsNodeDependent { get; }

    /// <summary>The definition stays in memory, because it may be rendered repeatedly and has room.</summary>
    public bool IsKept { get; private set; }

    /// <summary>
    /// Why the definition is refused without being parsed; null when it is not. Its text is then dropped.
    /// </summary>
    public string? Refusal { get; }

    /// <summary>The definition is not in memory and must be fetched to be rendered.</summary>
    public bool IsToFetch
    {
        get => Volatile.Read(ref isToFetch) && IsTaken;
        set => Volatile.Write(ref isToFetch, value);
    }

    /// <summary>The length of the definition's texts that wait in memory, until <see cref="Uncount"/>.</summary>
    public int Characters => Volatile.Read(ref characters);

    /// <summary>The definition, if it still has to be rendered.</summary>
    public NetworkAttachmentDefinition? Take() =>
        IsKept ? Volatile.Read(ref pending) : Interlocked.Exchange(ref pending, null);

    /// <summary>The definition was already rendered or refused.</summary>
    public bool IsTaken => Volatile.Read(ref pending) is null;

    /// <summary>
    /// Whether only the status differs from another version of the object, so that rendering gives the same.
    /// </summary>
    public bool MeansTheSame(WatchedNetwork other) =>
        Uid == other.Uid && content == other.content;

    /// <summary>Decides whether the definition is kept; to be called before a worker sees the network.</summary>
    public void Keep(TextBudget budget) =>
        IsKept = (IsFromFile || IsNodeDependent) && length <= MostKept && budget.TryTake(length);

    /// <summary>Releases the room of a network that left the cache.</summary>
    public void Release(TextBudget budget)
    {
        if (IsKept)
        {
            budget.Return(length);
        }
    }

    /// <summary>Resets <see cref="Characters"/> to 0; returns the value before.</summary>
    public int Uncount() => Interlocked.Exchange(ref characters, 0);

    public static WatchedNetwork From(JsonElement entity) => new(ToDefinition(entity), ContentOf(entity))
    {
        ResourceVersion = ulong.TryParse(
            entity.TextAt("metadata", "resourceVersion"), CultureInfo.InvariantCulture, out var version) ? version : 0,
    };

    /// <summary>
    /// A hash (FNV-1a) of the whole object except the parts that change when the operator writes the status.
    /// </summary>
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

    private static string? WhyTooLong(NetworkAttachmentDefinition definition)
    {
        if (definition.Config?.Length > NetworkConfig.MaxBytes)
        {
            return $"network {definition.Key}: spec.config has {definition.Config.Length} characters, but at most "
                + $"{NetworkConfig.MaxBytes} are allowed; make it shorter";
        }

        foreach (var (name, text) in definition.Annotations)
        {
            if (text.Length > NetworkAttachmentDefinition.LongestAnnotation)
            {
                return $"network {definition.Key}: annotation {name} has {text.Length} characters, but at most "
                    + $"{NetworkAttachmentDefinition.LongestAnnotation} are allowed; make it shorter";
            }
        }

        return null;
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
