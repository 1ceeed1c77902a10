using System.Text.Json;
using Ramus.Contract.Selection;
using Ramus.Webhook.Networks;

namespace Ramus.Webhook.Tests.Pods;

/// <summary>The networks of a list of NetworkAttachmentDefinitions, read as the cache reads them.</summary>
internal sealed class ListedNetworks(JsonElement list) : INetworkLookup
{
    private readonly Dictionary<NetworkKey, CachedNetwork> known = list.EnumerateArray().ToDictionary(
        static nad => new NetworkKey(
            nad.GetProperty("metadata").GetProperty("namespace").GetString()!,
            nad.GetProperty("metadata").GetProperty("name").GetString()!),
        static nad => CachedNetwork.Of(nad, [Annotations.ResourceName]));

    public ValueTask<NetworkFinding> FindAsync(NetworkKey key, CancellationToken cancellationToken) =>
        ValueTask.FromResult<NetworkFinding>(known.TryGetValue(key, out var network)
            ? new NetworkFinding.Found(network)
            : new NetworkFinding.Missing(
                [.. known.Keys.Where(k => k.Name == key.Name).Select(k => k.Namespace).Order(StringComparer.Ordinal)]));
}
