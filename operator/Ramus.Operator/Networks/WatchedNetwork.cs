using System.Text.Json;
using Ramus.Contract.Network;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;
using Ramus.Validation;

namespace Ramus.Operator.Networks;

/// <summary>The part of a NetworkAttachmentDefinition from which the operator computes its status.</summary>
internal sealed record WatchedNetwork
{
    /// <summary>Only with the annotations that Ramus reads.</summary>
    public required NetworkAttachmentDefinition Definition { get; init; }

    public required string ResourceVersion { get; init; }

    /// <summary>The status that the object has now.</summary>
    public required NetworkState State { get; init; }

    public NetworkKey Key => Definition.Key;

    public long Generation => Definition.Generation;

    public NetworkObject ToJudge() =>
        new(Definition.Namespace, Definition.Name, Definition.Config, Definition.Annotations);

    public static WatchedNetwork Of(JsonElement entity) => new()
    {
        Definition = NetworkAttachmentDefinition.Of(entity, AnnotationsOf(entity)),
        ResourceVersion = entity.TextAt("metadata", "resourceVersion") ?? "",
        State = NetworkStateFormat.Read(entity),
    };

    /// <summary>
    /// Only the annotations that Ramus reads. Others, such as kubectl's copy of the whole object, would take most of
    /// the memory. An annotation that is too long stays too long when it is cut.
    /// </summary>
    private static Dictionary<string, string> AnnotationsOf(JsonElement entity)
    {
        const int most = NetworkAttachmentDefinition.LongestAnnotation + 1;
        var kept = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in Annotations.OfNetworks)
        {
            if (entity.TextAt("metadata", "annotations", name) is { } text)
            {
                kept[name] = text.Length <= most ? text : text[..most];
            }
        }

        return kept;
    }
}
