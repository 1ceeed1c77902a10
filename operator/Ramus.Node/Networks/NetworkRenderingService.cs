using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Network;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Queues;
using Ramus.Kubernetes.Watching;
using Ramus.Node.Services;

namespace Ramus.Node.Networks;

/// <summary>Keeps one file per network, in step with the API server's NetworkAttachmentDefinitions.</summary>
internal sealed class NetworkRenderingService : IDisposable
{
    private const int Workers = 2;
    private static readonly TimeSpan WaitForNode = TimeSpan.FromMilliseconds(500);

    private readonly NodeServices node;
    private readonly NetworksOnNode known;
    private readonly NetworkFileRenderer renderer;
    private readonly OwnNode ownNode;
    private readonly WorkQueue<ObjectKey> queue;
    private readonly Backlog backlog;
    private readonly NetworkSweep sweep;
    private readonly HandWrittenNetworksWatch files;
    private ulong revision;

    public NetworkRenderingService(
        NodeServices node, NetworkStore store, NetworksOnNode known, NetworkFileRenderer renderer,
        HandWrittenNetworks handWritten, OwnNode ownNode)
    {
        (this.node, this.known, this.renderer, this.ownNode) = (node, known, renderer, ownNode);
        queue = new WorkQueue<ObjectKey>(node.Time, maxDelay: TimeSpan.FromSeconds(30));
        backlog = new Backlog(() => queue.Count);
        Reflector = new Reflector<WatchedNetwork>(
            node.Client, ResourceType.NetworkAttachmentDefinitions, WatchedNetwork.From,
            new ReflectorOptions { WaitForRoomAsync = backlog.WaitForRoomAsync }, node.Logger, node.Time);
        sweep = new NetworkSweep(node, store, known, Cache, queue.Add);
        files = new HandWrittenNetworksWatch(
            handWritten, node.Logger, () => RenderAgain((_, watched) => watched.IsFromFile));
        node.Metrics.Observe(
            "ramus_node_networks_rendered", "Networks with a file on this node.",
            () => RenderedCount);
        node.Metrics.Observe(
            "ramus_node_networks_failed", "Networks that cannot be rendered.", () => known.RefusedCount);
    }

    public Reflector<WatchedNetwork> Reflector { get; }

    public EntityCache<WatchedNetwork> Cache => Reflector.Cache;

    /// <summary>Networks with a file.</summary>
    public int RenderedCount => Math.Max(0, Cache.Count - known.RefusedCount - known.UnselectedCount);

    /// <summary>
    /// The newest resource version of a network whose content counts here; null while not all of them are on the disk.
    /// </summary>
    public ulong? Revision => Cache.IsSynced && queue.IsIdle ? Volatile.Read(ref revision) : null;

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        files.Look();
        using var subscription = Cache.Subscribe(OnChange);
        using var onNode = ownNode.Cache.Subscribe(OnNodeChange);
        await Task.WhenAll(
            Reflector.RunAsync(cancellationToken),
            queue.ProcessAsync(Workers, ReconcileAsync, node.Logger, cancellationToken),
            files.RunAsync(cancellationToken),
            sweep.RunAsync(cancellationToken));
    }

    /// <summary>Another policy holds: renders what it judges otherwise than the one before.</summary>
    public void JudgeAgain() => RenderAgain((key, watched) =>
        renderer.IsJudgedOtherwise(new NetworkKey(key.Namespace, key.Name), watched.IsFromFile));

    public void Dispose()
    {
        files.Dispose();
        sweep.Dispose();
        queue.Dispose();
        backlog.Dispose();
    }

    /// <summary>Runs under the cache's lock: a worker sees the network only after it was counted.</summary>
    private void OnChange(EntityChange<WatchedNetwork> change)
    {
        if (change is { Type: EntityChangeType.Modified, Previous: { IsTaken: true, IsKept: false } rendered }
            && change.Entity.MeansTheSame(rendered))
        {
            // The operator has written its status: a moment after each network's making, on every node.
            _ = change.Entity.Take();
            _ = change.Entity.Uncount();
            return;
        }

        Volatile.Write(ref revision, Math.Max(revision, change.Entity.ResourceVersion));
        var characters = -(change.Previous?.Uncount() ?? 0);
        if (change.Type != EntityChangeType.Deleted)
        {
            characters += change.Entity.Characters;
        }

        backlog.Add(characters);
        queue.Add(change.Key);
    }

    private void OnNodeChange(EntityChange<WatchedNode> change)
    {
        if (change.Previous is not { } before || !change.Entity.RendersLike(before))
        {
            RenderAgain((_, watched) => watched.IsNodeDependent);
        }
    }

    private void RenderAgain(Func<ObjectKey, WatchedNetwork, bool> which)
    {
        foreach (var key in Cache.Keys())
        {
            if (!Cache.TryGet(key, out var watched) || !which(key, watched))
            {
                continue;
            }

            if (watched.IsKept)
            {
                queue.Add(key);
                continue;
            }

            // Long ones are not kept: without a file the next sweep reads them again.
            renderer.Remove(new NetworkKey(key.Namespace, key.Name));
            sweep.Soon();
        }
    }

    private Task<TimeSpan?> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        // Taken from the queue: there is room for another one, whatever becomes of this.
        backlog.Shrunk();
        var network = new NetworkKey(key.Namespace, key.Name);
        if (!Cache.TryGet(key, out var watched))
        {
            if (renderer.Remove(network))
            {
                node.Logger.NetworkRemoved(network.ToString());
            }

            return Task.FromResult<TimeSpan?>(null);
        }

        // Also one that waits for the node: what it waits for must not depend on the others.
        backlog.Add(-watched.Uncount());
        if (watched.IsNodeDependent && ownNode.Facts is null)
        {
            if (!watched.IsKept)
            {
                // A long one does not wait in memory: the first look at the node asks for it again.
                _ = watched.Take();
                return Task.FromResult<TimeSpan?>(null);
            }

            return Task.FromResult<TimeSpan?>(WaitForNode);
        }

        if (watched.Take() is { } definition)
        {
            Render(watched, definition);
        }

        return Task.FromResult<TimeSpan?>(null);
    }

    private void Render(WatchedNetwork watched, NetworkAttachmentDefinition definition)
    {
        try
        {
            Report(definition.Key.ToString(), renderer.Render(definition, watched.Refusal));
        }
        catch (Exception failure)
        {
            watched.Return(definition);
            known.Refuse(definition.Key, $"network {definition.Key}: {failure.Message}");
            throw;
        }
    }

    private void Report(string network, RenderOutcome outcome)
    {
        if (!outcome.IsNews)
        {
            return;
        }

        if (outcome.IsUnselected)
        {
            node.Logger.NetworkNotForThisNode(network);
        }
        else if (outcome.Refusal is { } reason)
        {
            // No event: each node would write one, with text that the network's author chose.
            node.Logger.NetworkRefused(network, reason);
        }
        else
        {
            node.Logger.NetworkRendered(network);
        }
    }
}
