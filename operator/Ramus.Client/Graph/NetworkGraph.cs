using Ramus.Client.Get;

namespace Ramus.Client.Graph;

/// <summary>The networks, nodes and pods of a cluster, and which pod is in which network.</summary>
/// <param name="Networks">The networks, sorted.</param>
/// <param name="Pods">The pods by their node, sorted; the node of a pod that waits is empty.</param>
/// <param name="Links">The attachments.</param>
internal sealed record NetworkGraph(
    IReadOnlyList<string> Networks, IReadOnlyList<(string Node, IReadOnlyList<string> Pods)> Pods,
    IReadOnlyList<GraphLink> Links)
{
    /// <summary>The graph of some interfaces.</summary>
    /// <param name="interfaces">The interfaces of pods.</param>
    /// <param name="withDefault">Whether the default network is a network of the graph.</param>
    public static NetworkGraph Of(IEnumerable<PodInterface> interfaces, bool withDefault)
    {
        var links = interfaces.Where(one => one.Network.Contains('/') || (withDefault && one.Interface.Length > 0))
            .Select(static one => new GraphLink(
                $"{one.Namespace}/{one.Pod}", one.Node, one.Network,
                $"{one.Interface} {string.Join(' ', one.Addresses)}".Trim()))
            .ToList();
        return new NetworkGraph(
            [.. links.Select(static link => link.Network).Distinct().Order(StringComparer.Ordinal)],
            [
                .. links.GroupBy(static link => link.Node).OrderBy(static node => node.Key, StringComparer.Ordinal)
                    .Select(static node => (
                        node.Key,
                        (IReadOnlyList<string>)[.. node.Select(static link => link.Pod).Distinct()
                            .Order(StringComparer.Ordinal)])),
            ],
            links);
    }
}
