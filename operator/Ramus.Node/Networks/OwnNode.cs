using Ramus.Contract.Network;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Watching;
using Ramus.Node.Services;

namespace Ramus.Node.Networks;

/// <summary>The agent's own Node object: networks select its labels and use its values.</summary>
internal sealed class OwnNode(NodeServices node)
{
    public Reflector<WatchedNode> Reflector { get; } = new(
        node.Client, ResourceType.Nodes, WatchedNode.Of,
        new ReflectorOptions { FieldSelector = $"metadata.name={node.NodeName}" }, node.Logger, node.Time);

    public EntityCache<WatchedNode> Cache => Reflector.Cache;

    /// <summary>The Node; null while it is unknown.</summary>
    public WatchedNode? Current => Cache.Find("", node.NodeName);

    public NodeFacts? Facts => Current?.Facts;

    /// <summary>Why the Node is unknown; null when it is known.</summary>
    public string? NotReadyReason =>
        Reflector.NotReadyReason
        ?? (Current is null
            ? $"the API server has no node '{node.NodeName}'; set --node-name (NODE_NAME) to the name of this "
                + "machine's Node object, or register the node again by restarting its kubelet"
            : null);

    /// <summary>Follows the Node until cancelled, and logs when the API server does not have it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var changed = new Signal();
        using var subscription = Cache.Subscribe(_ => changed.Set());
        await Task.WhenAll(Reflector.RunAsync(cancellationToken), TellAsync(changed, cancellationToken));
    }

    private async Task TellAsync(Signal changed, CancellationToken cancellationToken)
    {
        await Cache.HasSynced.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var isMissing = false;
        while (!cancellationToken.IsCancellationRequested)
        {
            if ((Current is null) != isMissing)
            {
                isMissing = !isMissing;
                Tell(isMissing);
            }

            await changed.WaitAsync(Timeout.InfiniteTimeSpan, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Tell(bool isMissing)
    {
        if (isMissing)
        {
            node.Logger.NodeMissing(NotReadyReason ?? "");
            return;
        }

        node.Logger.NodeFound(node.NodeName);
    }
}
