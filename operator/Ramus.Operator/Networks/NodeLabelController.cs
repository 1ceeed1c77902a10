using k8s;
using Microsoft.Extensions.Logging;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Queues;
using Ramus.Kubernetes.Rates;
using Ramus.Kubernetes.Watching;
using Ramus.Operator.Objects;

namespace Ramus.Operator.Networks;

/// <summary>Writes the labels of the nodes that cannot run some network, during one term of leadership.</summary>
internal sealed class NodeLabelController : IDisposable
{
    // A plugin that disappears from all nodes at once changes all of them.
    private const int Burst = 50;
    private const double PerSecond = 10;
    private static readonly TimeSpan Crowd = TimeSpan.FromSeconds(1);

    private readonly IKubernetes client;
    private readonly EntityCache<WatchedNode> nodes;
    private readonly ILogger logger;
    private readonly TokenBucket writes;
    private readonly UnableNodes unable = new();
    private readonly WorkQueue<string> queue;
    private volatile bool isComplete;

    public NodeLabelController(
        IKubernetes client, EntityCache<WatchedNode> nodes, ILogger logger, TimeProvider time)
    {
        (this.client, this.nodes, this.logger) = (client, nodes, logger);
        writes = new TokenBucket(time, Burst, PerSecond);
        queue = new WorkQueue<string>(time, maxDelay: TimeSpan.FromMinutes(1));
    }

    /// <summary>Records a network's nodes; see <see cref="UnableNodes.Set"/>.</summary>
    public void Note(NetworkKey network, IReadOnlySet<string> failing, bool runsElsewhere)
    {
        foreach (var node in unable.Set(network, failing, runsElsewhere))
        {
            queue.AddAfter(node, Crowd);
        }
    }

    /// <summary>A node was added, or its labels have changed.</summary>
    public void OnNode(EntityChange<WatchedNode> change)
    {
        if (change.Previous is not { } before || !change.Entity.HasSameMarks(before))
        {
            queue.AddAfter(change.Key.Name, Crowd);
        }
    }

    /// <summary>All networks are recorded: labels of networks that were deleted or work again may be removed.</summary>
    public void Complete()
    {
        isComplete = true;
        foreach (var key in nodes.Keys())
        {
            queue.Add(key.Name);
        }
    }

    /// <summary>Runs until the term ends. One worker, because the writes are limited anyway.</summary>
    public Task RunAsync(CancellationToken term) => queue.ProcessAsync(1, ReconcileAsync, logger, term);

    public void Dispose() => queue.Dispose();

    private async Task<TimeSpan?> ReconcileAsync(string node, CancellationToken cancellationToken)
    {
        if (nodes.Find("", node) is not { } known)
        {
            return null;
        }

        var networks = unable.Of(node);
        var changes = NodeLabels.Changes(known.Labels, networks, isComplete);
        if (changes.Count == 0)
        {
            return null;
        }

        await writes.TakeAsync(cancellationToken);
        try
        {
            await client.MergePatchAsync(
                ResourceType.Nodes.ObjectPath(null, node), NodeLabels.Patch(changes), OperatorNames.FieldManager,
                cancellationToken);
            logger.NodeLabelled(node, changes.Count, networks.Count);
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            // The node was deleted in the meantime.
        }

        return null;
    }
}
