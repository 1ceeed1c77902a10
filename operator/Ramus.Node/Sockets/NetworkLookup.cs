using Ramus.Contract.Agent;
using Ramus.Contract.Cni;
using Ramus.Contract.Network;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Watching;
using Ramus.Node.Networks;
using Ramus.Node.Services;

namespace Ramus.Node.Sockets;

/// <summary>Finds a network that the plugin did not find on the disk: most often it was made a moment ago.</summary>
internal sealed class NetworkLookup(
    NodeServices node, NetworkStore store, NetworksOnNode known, NetworkFileRenderer renderer,
    EntityCache<WatchedNetwork> cache, NodePolicy policy)
{
    /// <summary>The network from its file, else from the API server, or exactly why there is none.</summary>
    public async Task<AgentReply> FindAsync(NetworkKey key, CancellationToken cancellationToken)
    {
        if (store.Read(key) is { } rendered)
        {
            return new AgentReply { Network = rendered.Element };
        }

        try
        {
            var found = await node.FindAsync(
                ResourceType.NetworkAttachmentDefinitions, new ObjectKey(key.Namespace, key.Name), cancellationToken);
            return found is { } entity
                ? Render(WatchedNetwork.From(entity))
                : AgentReply.Fail(CniErrorCode.InvalidNetworkConfig, Missing(key));
        }
        catch (Exception failure) when (known.RefusalOf(key) is not null && Failures.AreExpected(failure))
        {
            // The API server is away, but what was wrong is known.
            return AgentReply.Fail(CniErrorCode.InvalidNetworkConfig, known.RefusalOf(key)!);
        }
    }

    /// <summary>Only for this answer: the file may be newer by the time that this one is rendered.</summary>
    private AgentReply Render(WatchedNetwork live)
    {
        var outcome = renderer.RenderOnly(live.Take()!, live.Refusal);
        return outcome.Network is { } network
            ? new AgentReply { Network = network.Element }
            : AgentReply.Fail(CniErrorCode.InvalidNetworkConfig, outcome.Refusal!);
    }

    // The asker is not known here: networks are named that every pod may use.
    private string Missing(NetworkKey key)
    {
        var namesakes = cache.Keys()
            .Where(other => other.Name == key.Name && other.Namespace != key.Namespace
                && policy.IsForEverybody(other.Namespace))
            .Select(other => other.Namespace).Order(StringComparer.Ordinal).ToList();
        return $"network {key} does not exist: {MissingNetwork.Why(key, namesakes)}";
    }
}
