using System.Text.Json;
using Ramus.Client.Cluster;
using Ramus.Contract.Json;
using Ramus.Kubernetes.Client;
using Ramus.Validation;
using Ramus.Validation.Judging;

namespace Ramus.Client.Get;

/// <summary>Gathers the rows of `get` and `top` from a cluster.</summary>
internal static class ClusterLists
{
    /// <summary>The interfaces of pods; of some pods only, if there are names.</summary>
    public static async Task<IReadOnlyList<PodInterface>> PodsAsync(
        ClusterReader cluster, string? @namespace, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var pods = await cluster.ListAsync(ResourceType.Pods, @namespace, "", cancellationToken);
        // A pod can use networks of other namespaces.
        var networks = await cluster.TryListAsync(
            ResourceType.NetworkAttachmentDefinitions, null, "", cancellationToken);
        var generations = networks?.ToDictionary(
            static network => network.KeyOf().ToString(), GenerationOf, StringComparer.Ordinal);
        return
        [
            .. pods.Where(pod => IsNamed(pod, names))
                .OrderBy(static pod => pod.KeyOf().Namespace, StringComparer.Ordinal)
                .ThenBy(static pod => pod.KeyOf().Name, StringComparer.Ordinal)
                .SelectMany(pod => PodInterfaces.Of(pod, generations)),
        ];
    }

    /// <summary>Networks with their status.</summary>
    public static async Task<IReadOnlyList<NetworkRow>> NetworksAsync(
        ClusterReader cluster, string? @namespace, IReadOnlyList<string> names, CancellationToken cancellationToken) =>
    [
        .. (await cluster.ListAsync(ResourceType.NetworkAttachmentDefinitions, @namespace, "", cancellationToken))
            .Where(network => IsNamed(network, names)).Select(NetworkRow.Of)
            .OrderBy(static row => row.Key.ToString(), StringComparer.Ordinal),
    ];

    /// <summary>The nodes' reports.</summary>
    public static async Task<IReadOnlyList<NodeRow>> NodesAsync(
        ClusterReader cluster, IReadOnlyList<string> names, CancellationToken cancellationToken) =>
    [
        .. (await cluster.ListAsync(NodeNetworks.Type, null, "", cancellationToken))
            .Where(node => IsNamed(node, names)).Select(NodeRow.Of)
            .OrderBy(static row => row.Name, StringComparer.Ordinal),
    ];

    /// <summary>How much the networks are used.</summary>
    public static async Task<IReadOnlyList<NetworkUsage>> UsageAsync(
        ClusterReader cluster, string? @namespace, CancellationToken cancellationToken)
    {
        // Pods of any namespace can use a network.
        var pods = await PodsAsync(cluster, null, [], cancellationToken);
        var networks = await cluster.ListAsync(
            ResourceType.NetworkAttachmentDefinitions, @namespace, "", cancellationToken);
        var ranges = networks.ToDictionary(
            static network => network.KeyOf().ToString(), RangesOf, StringComparer.Ordinal);
        return NetworkUsage.Of(
            pods.Where(one => @namespace is null || ranges.ContainsKey(one.Network)), ranges);
    }

    private static bool IsNamed(JsonElement entity, IReadOnlyList<string> names) =>
        names.Count == 0 || names.Contains(entity.KeyOf().Name);

    private static long GenerationOf(JsonElement network) => network.NumberAt("metadata", "generation") ?? 0;

    private static IReadOnlyList<string> RangesOf(JsonElement network)
    {
        var (@namespace, name) = network.KeyOf();
        return
        [
            .. AddressRanges.Of(new NetworkObject(
                    @namespace, name, network.TextAt("spec", "config"),
                    network.TextMapAt("metadata", "annotations")))
                .Select(static range => range.Text),
        ];
    }
}
