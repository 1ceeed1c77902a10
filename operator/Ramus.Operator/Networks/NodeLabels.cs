using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;

namespace Ramus.Operator.Networks;

/// <summary>Decides the labels of a node for the networks that it cannot run. Pure.</summary>
internal static class NodeLabels
{
    /// <summary>
    /// A node with a broken plugin directory may be unable to run every network, and a Node with thousands of labels
    /// would be too large for the programs that watch it.
    /// </summary>
    public const int Most = 64;

    /// <summary>The labels to set, and to remove (null), for a merge patch.</summary>
    /// <param name="present">The node's labels.</param>
    /// <param name="unable">The networks that the node cannot run, the most important ones first.</param>
    /// <param name="mayRemove">Whether all networks are judged, so that a label without a network is stale.</param>
    public static IReadOnlyDictionary<string, string?> Changes(
        IReadOnlyDictionary<string, string> present, IReadOnlyList<NetworkKey> unable, bool mayRemove)
    {
        var wanted = unable.Take(Most).Select(CannotRunLabel.KeyOf).ToHashSet(StringComparer.Ordinal);
        var changes = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        foreach (var key in wanted.Where(key => present.GetValueOrDefault(key) != CannotRunLabel.Value))
        {
            changes[key] = CannotRunLabel.Value;
        }

        foreach (var key in present.Keys.Where(key => mayRemove && CannotRunLabel.Is(key) && !wanted.Contains(key)))
        {
            changes[key] = null;
        }

        return changes;
    }

    /// <summary>The merge patch of a Node for the changes.</summary>
    public static byte[] Patch(IReadOnlyDictionary<string, string?> changes) => JsonBody.Write(json =>
    {
        json.WriteStartObject("metadata");
        json.WriteStartObject("labels");
        foreach (var (key, value) in changes)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    });
}
