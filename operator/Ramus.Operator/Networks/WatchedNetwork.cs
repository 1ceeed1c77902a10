using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.Network;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;
using Ramus.Validation;
using Names = Ramus.Contract.Selection.Annotations;

namespace Ramus.Operator.Networks;

/// <summary>What the operator keeps of a NetworkAttachmentDefinition: ten thousand of them must stay small.</summary>
internal sealed record WatchedNetwork
{
    // Longer ones are read again when they have to be judged.
    private const int MostKept = 16 * 1024;
    private const int LongestAnnotation = 4096, MostAnnotations = 16;

    public required NetworkKey Key { get; init; }

    public required string Uid { get; init; }

    public required string ResourceVersion { get; init; }

    public required long Generation { get; init; }

    /// <summary><c>spec.config</c>; null when there is none, or when it is too long to keep.</summary>
    public string? Config { get; init; }

    public bool IsConfigLong { get; init; }

    /// <summary>Those of ours and of the standard.</summary>
    public required IReadOnlyDictionary<string, string> Annotations { get; init; }

    /// <summary>The status as it was last written.</summary>
    public required NetworkState State { get; init; }

    public bool IsRenderedPerNode => Annotations.GetValueOrDefault(Names.Render) == "node";

    public NetworkObject ToJudge(string? config) => new(Key.Namespace, Key.Name, config, Annotations);

    public static WatchedNetwork Of(JsonElement entity)
    {
        var key = entity.KeyOf();
        var config = entity.TextAt("spec", "config");
        return new WatchedNetwork
        {
            Key = new NetworkKey(key.Namespace, key.Name),
            Uid = entity.TextAt("metadata", "uid") ?? "",
            ResourceVersion = entity.TextAt("metadata", "resourceVersion") ?? "",
            Generation = entity.NumberAt("metadata", "generation") ?? 0,
            Config = config?.Length > MostKept ? null : config,
            IsConfigLong = config?.Length > MostKept,
            Annotations = AnnotationsOf(entity),
            State = NetworkStateFormat.Read(entity),
        };
    }

    /// <summary>
    /// Ours are short. What others write (the whole object, in kubectl's case) would be most of our memory.
    /// </summary>
    private static Dictionary<string, string> AnnotationsOf(JsonElement entity)
    {
        var kept = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var annotation in entity.MapAt("metadata", "annotations"))
        {
            if ((annotation.Name.StartsWith("ramus.dev/", StringComparison.Ordinal)
                    || annotation.Name == Names.ResourceName)
                && annotation.Value.ValueKind == JsonValueKind.String
                && annotation.Value.GetString() is { Length: <= LongestAnnotation } text
                && kept.Count < MostAnnotations)
            {
                kept[annotation.Name] = text;
            }
        }

        return kept;
    }
}
