using Ramus.Contract.Agent;
using Ramus.Contract.Cni;
using Ramus.Contract.Network;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Watching;
using Ramus.Node.Networks;
using Ramus.Node.Services;

namespace Ramus.Node.Sockets;

/// <summary>Finds a network that the plugin did not find on the disk, usually because it was just created.</summary>
internal sealed class NetworkLookup(
    NodeServices node, NetworkStore store, NetworksOnNode known, NetworkFileRenderer renderer,
    EntityCache<WatchedNetwork> cache, NodePolicy policy)
{
    /// <summary>The network from its file, else from the API server; or the reason why it cannot be used.</summary>
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
            // The API server is unreachable, but the reason of the last refusal is known.
            return AgentReply.Fail(CniErrorCode.InvalidNetworkConfig, known.RefusalOf(key)!);
        }
    }

    /// <summary>Writes no file: a newer version may be written to the file in the meantime.</summary>
    private AgentReply Render(WatchedNetwork live)
    {
        var outcome = renderer.RenderOnly(live.Take()!, live.Refusal);
        return outcome.Network is { } network
            ? new AgentReply { Network = network.Element }
            : AgentReply.Fail(CniErrorCode.InvalidNetworkConfig, outcome.Refusal!);
    }

    // The request does not name the pod's namespace, so only namespaces whose networks all pods may use are suggested.
    private string Missing(NetworkKey key)
    {
        var namesakes = cache.Keys()
            .Where(other => other.Name == key.Name && other.Namespace != key.Namespace
                && policy.IsForEverybody(other.Namespace))
            .Select(other => other.Namespace).Order(StringComparer.Ordinal).ToList();
        return $"network {key} does not exist: {MissingNetwork.Why(key, namesakes)}";
    }
}
