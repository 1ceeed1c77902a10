using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Operator.Networks;

/// <summary>The labels of a Node, for the node selectors of networks.</summary>
internal sealed record WatchedNode(IReadOnlyDictionary<string, string> Labels)
{
    public static WatchedNode Of(JsonElement entity) => new(entity.TextMapAt("metadata", "labels"));

    /// <summary>Whether the labels are the same, apart from those that the operator itself sets.</summary>
    public bool HasSameLabels(WatchedNode other) => AreSame(other, static key => !CannotRunLabel.Is(key));

    /// <summary>Whether the labels that the operator sets are the same.</summary>
    public bool HasSameMarks(WatchedNode other) => AreSame(other, CannotRunLabel.Is);

    private bool AreSame(WatchedNode other, Func<string, bool> counts) =>
        Labels.Count(label => counts(label.Key)) == other.Labels.Count(label => counts(label.Key))
        && Labels.All(label => !counts(label.Key) || other.Labels.GetValueOrDefault(label.Key) == label.Value);
}
