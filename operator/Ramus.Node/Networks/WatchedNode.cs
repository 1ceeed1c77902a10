using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.Network;
using Ramus.Kubernetes.Client;

namespace Ramus.Node.Networks;

/// <summary>The part of the agent's own Node that it caches.</summary>
internal sealed record WatchedNode(string Uid, NodeFacts Facts)
{
    public static WatchedNode Of(JsonElement entity) => new(
        entity.TextAt("metadata", "uid") ?? "",
        new NodeFacts
        {
            Name = entity.KeyOf().Name,
            Labels = entity.TextMapAt("metadata", "labels"),
            Annotations = entity.TextMapAt("metadata", "annotations"),
            PodCidr = entity.TextAt("spec", "podCIDR"),
            InternalIp = InternalIp(entity),
        });

    /// <summary>Whether rendering gives the same for both versions of the Node.</summary>
    public bool RendersLike(WatchedNode other) =>
        Facts.PodCidr == other.Facts.PodCidr && Facts.InternalIp == other.Facts.InternalIp
        && AreSame(Facts.Labels, other.Facts.Labels) && AreSame(Facts.Annotations, other.Facts.Annotations);

    private static bool AreSame(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count && one.All(pair => other.GetValueOrDefault(pair.Key) == pair.Value);

    private static string? InternalIp(JsonElement entity) =>
        entity.ItemsAt("status", "addresses").Where(address => address.TextAt("type") == "InternalIP")
            .Select(address => address.TextAt("address")).FirstOrDefault();
}
