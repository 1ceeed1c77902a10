using System.Text.Json;
using Ramus.Kubernetes.Client;

namespace Ramus.Operator.Networks;

/// <summary>The labels of a Node, which networks select by.</summary>
internal sealed record WatchedNode(IReadOnlyDictionary<string, string> Labels)
{
    public static WatchedNode Of(JsonElement entity) => new(
        entity.TryFind(out var labels, "metadata", "labels") && labels.ValueKind == JsonValueKind.Object
            ? labels.EnumerateObject().Where(label => label.Value.ValueKind == JsonValueKind.String)
                .ToDictionary(label => label.Name, label => label.Value.GetString()!, StringComparer.Ordinal)
            : []);

    public bool HasSameLabels(WatchedNode other) =>
        Labels.Count == other.Labels.Count
        && Labels.All(label => other.Labels.GetValueOrDefault(label.Key) == label.Value);
}
