using Ramus.Contract.Selection;

namespace Ramus.Webhook.Networks;

/// <summary>Finds a network, from a cache whenever possible.</summary>
internal interface INetworkLookup
{
    ValueTask<NetworkFinding> FindAsync(NetworkKey key, CancellationToken cancellationToken);
}
