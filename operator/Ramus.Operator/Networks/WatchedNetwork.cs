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

    /// <summary>Without its configuration when that is too long, and with the annotations that are ours.</summary>
    public required NetworkAttachmentDefinition Definition { get; init; }

    public required string ResourceVersion { get; init; }

    public bool IsConfigLong { get; init; }

    /// <summary>The status as it was last written.</summary>
    public required NetworkState State { get; init; }

    public NetworkKey Key => Definition.Key;

    public long Generation => Definition.Generation;

    public NetworkObject ToJudge(string? config) =>
        new(Definition.Namespace, Definition.Name, config, Definition.Annotations);

    public static WatchedNetwork Of(JsonElement entity)
    {
        var definition = NetworkAttachmentDefinition.Of(entity, AnnotationsOf(entity));
        var isLong = definition.Config?.Length > MostKept;
        return new WatchedNetwork
        {
            Definition = isLong ? definition with { Config = null } : definition,
            ResourceVersion = entity.TextAt("metadata", "resourceVersion") ?? "",
            IsConfigLong = isLong,
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
            if ((Names.AreOurs(annotation.Name)
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
