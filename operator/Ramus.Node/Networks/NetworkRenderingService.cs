using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Network;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Queues;
using Ramus.Kubernetes.Watching;
using Ramus.Node.Services;

namespace Ramus.Node.Networks;

/// <summary>Keeps one file per NetworkAttachmentDefinition of the API server.</summary>
internal sealed class NetworkRenderingService : IDisposable
{
    private const int Workers = 2;

    // 4 MiB of memory for definitions that depend on the node; further ones are fetched when the node changes.
    private const int MostKept = 2 * 1024 * 1024;
    private static readonly TimeSpan WaitForNode = TimeSpan.FromMilliseconds(500);

    private readonly NodeServices node;
    private readonly NetworksOnNode known;
    private readonly NetworkFileRenderer renderer;
    private readonly OwnNode ownNode;
    private readonly WorkQueue<ObjectKey> queue;
    private readonly Backlog backlog;
    private readonly TextBudget kept = new(MostKept);
    private readonly NetworkSweep sweep;
    private readonly HandWrittenNetworksWatch files;
    private readonly StoredNetworks stored;
    private ulong revision;

    public NetworkRenderingService(
        NodeServices node, NetworkStore store, NetworksOnNode known, NetworkFileRenderer renderer,
        HandWrittenNetworks handWritten, OwnNode ownNode, NodePolicy policy)
    {
        (this.node, this.known, this.renderer, this.ownNode) = (node, known, renderer, ownNode);
        queue = new WorkQueue<ObjectKey>(node.Time, maxDelay: TimeSpan.FromSeconds(30));
        backlog = new Backlog(() => queue.Count);
        Reflector = new Reflector<WatchedNetwork>(
            node.Client, ResourceType.NetworkAttachmentDefinitions, WatchedNetwork.From,
            new ReflectorOptions { WaitForRoomAsync = backlog.WaitForRoomAsync }, node.Logger, node.Time);
        sweep = new NetworkSweep(node, store, known, Cache, queue.Add);
        stored = new StoredNetworks(node, store, known, handWritten, policy, Cache);
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

    /// <summary>Why files of networks may be missing or wrong, or null.</summary>
    public string? NotReadyReason => Reflector.NotReadyReason ?? stored.NotReadyReason ?? files.NotReadyReason;

    /// <summary>Networks with a file.</summary>
    public int RenderedCount => Math.Max(0, Cache.Count - known.RefusedCount - known.UnselectedCount);

    /// <summary>
    /// The resource version up to which all networks are rendered; null while some networks wait to be rendered.
    /// </summary>
    public ulong? Revision => Cache.IsSynced && queue.IsIdle ? Volatile.Read(ref revision) : null;

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        files.Begin();
        using var subscription = Cache.Subscribe(OnChange);
        using var onNode = ownNode.Cache.Subscribe(OnNodeChange);
        await Task.WhenAll(
            Reflector.RunAsync(cancellationToken),
            queue.ProcessAsync(Workers, ReconcileAsync, node.Logger, cancellationToken),
            files.RunAsync(cancellationToken),
            stored.RunAsync(cancellationToken),
            sweep.RunAsync(cancellationToken));
    }

    /// <summary>Renders the networks for which the decision of the changed policy differs.</summary>
    public void JudgeAgain()
    {
        stored.JudgeAgain();
        RenderAgain((key, watched) =>
            renderer.IsJudgedOtherwise(new NetworkKey(key.Namespace, key.Name), watched.IsFromFile));
    }

    public void Dispose()
    {
        stored.Dispose();
        files.Dispose();
        sweep.Dispose();
        queue.Dispose();
        backlog.Dispose();
    }

    /// <summary>Runs under the cache's lock, so a worker sees a network only after it was counted.</summary>
    private void OnChange(EntityChange<WatchedNetwork> change)
    {
        change.Previous?.Release(kept);
        if (change is { Type: EntityChangeType.Modified, Previous: { IsTaken: true, IsKept: false } rendered }
            && change.Entity.MeansTheSame(rendered))
        {
            // Only the status changed. The operator writes it shortly after a network is created, which every node
            // sees.
            _ = change.Entity.Take();
            _ = change.Entity.Uncount();
            return;
        }

        Volatile.Write(ref revision, Math.Max(revision, change.Entity.ResourceVersion));
        var characters = -(change.Previous?.Uncount() ?? 0);
        if (change.Type != EntityChangeType.Deleted)
        {
            change.Entity.Keep(kept);
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

            // A long definition is not kept in memory. Its file is removed, so the next sweep fetches it again.
            renderer.Remove(new NetworkKey(key.Namespace, key.Name));
            sweep.Soon();
        }
    }

    private async Task<TimeSpan?> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        // The network has left the queue, so there is room for another one, whatever the result is.
        backlog.Shrunk();
        var network = new NetworkKey(key.Namespace, key.Name);
        if (!Cache.TryGet(key, out var watched))
        {
            if (renderer.Remove(network))
            {
                node.Logger.NetworkRemoved(network.ToString());
            }

            return null;
        }

        // Uncount also a network that waits for the Node: otherwise the backlog could block the list that it waits for.
        backlog.Add(-watched.Uncount());
        if (watched.IsNodeDependent && ownNode.Facts is null)
        {
            if (!watched.IsKept)
            {
                // A long definition does not wait in memory: it is fetched again when the Node is known.
                _ = watched.Take();
                return null;
            }

            return WaitForNode;
        }

        if (watched.IsToFetch)
        {
            await RenderFetchedAsync(key, watched, cancellationToken);
        }
        else if (watched.Take() is { } definition)
        {
            Render(watched, definition, watched.Refusal);
        }

        return null;
    }

    // The worker fetches the definition, so that only as many definitions are in memory as there are workers.
    private async Task RenderFetchedAsync(ObjectKey key, WatchedNetwork watched, CancellationToken cancellationToken)
    {
        if (await node.FindAsync(ResourceType.NetworkAttachmentDefinitions, key, cancellationToken) is { } entity)
        {
            var live = WatchedNetwork.From(entity);
            Render(watched, live.Take()!, live.Refusal);
        }

        watched.IsToFetch = false;
    }

    private void Render(WatchedNetwork watched, NetworkAttachmentDefinition definition, string? refusal)
    {
        try
        {
            Report(definition.Key.ToString(), renderer.Render(definition, refusal));
        }
        catch (Exception failure) when (failure is IOException and not PathTooLongException
            or UnauthorizedAccessException)
        {
            // The queue tries again. The text does not wait in memory: while a disk is full, all networks fail.
            known.Refuse(definition.Key, $"network {definition.Key}: {failure.Message}");
            watched.IsToFetch = true;
            throw;
        }
#pragma warning disable CA1031 // The disk is not the cause: the same definition would fail again and again.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            known.Refuse(definition.Key, $"network {definition.Key}: {failure.Message}");
            node.Logger.NetworkRefused(definition.Key.ToString(), failure.ToString());
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
            // No event: each node would publish one, with text that the network's author controls.
            node.Logger.NetworkRefused(network, reason);
        }
        else
        {
            node.Logger.NetworkRendered(network);
        }
    }
}
