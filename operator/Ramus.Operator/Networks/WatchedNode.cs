using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Operator.Networks;

/// <summary>The labels of a Node, which networks select by.</summary>
internal sealed record WatchedNode(IReadOnlyDictionary<string, string> Labels)
{
    public static WatchedNode Of(JsonElement entity) => new(entity.TextMapAt("metadata", "labels"));

    public bool HasSameLabels(WatchedNode other) =>
        Labels.Count == other.Labels.Count
        && Labels.All(label => other.Labels.GetValueOrDefault(label.Key) == label.Value);
}
