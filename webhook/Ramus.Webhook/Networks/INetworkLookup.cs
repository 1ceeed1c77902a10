using Ramus.Contract.Selection;

namespace Ramus.Webhook.Networks;

/// <summary>Answers whether a network exists, from a cache wherever possible.</summary>
internal interface INetworkLookup
{
    ValueTask<NetworkFinding> FindAsync(NetworkKey key, CancellationToken cancellationToken);
}
