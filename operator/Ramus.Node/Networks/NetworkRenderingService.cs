using System.Text.Json;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Network;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Queues;
using Ramus.Kubernetes.Watching;
using Ramus.Node.Files;
using Ramus.Node.Hosting;

namespace Ramus.Node.Networks;

/// <summary>Keeps one file per network, in step with the API server's NetworkAttachmentDefinitions.</summary>
internal sealed class NetworkRenderingService : IDisposable
{
    internal static readonly TimeSpan Resync = TimeSpan.FromMinutes(10);

    // So many definitions may wait for the disk in memory; then the list from the API server waits.
    private const int MostPending = 500;
    private const int MostPendingCharacters = 8 * 1024 * 1024;
    private const int Workers = 2;
    private static readonly TimeSpan WaitForNode = TimeSpan.FromMilliseconds(500);

    private readonly NodeServices node;
    private readonly NetworkStore store;
    private readonly NetworkFileRenderer renderer;
    private readonly HandWrittenNetworks files;
    private readonly WorkQueue<ObjectKey> queue;
    private readonly Signal filesChanged = new();
    private readonly Signal sweep = new();
    private readonly DirectoryWatcher watcher;
    private readonly OwnNode ownNode;
    private long pendingCharacters;
    private ulong revision;

    public NetworkRenderingService(
        NodeServices node, NetworkStore store, NetworkFileRenderer renderer, HandWrittenNetworks files,
        OwnNode ownNode)
    {
        (this.node, this.store, this.renderer, this.files, this.ownNode) = (node, store, renderer, files, ownNode);
        queue = new WorkQueue<ObjectKey>(node.Time, maxDelay: TimeSpan.FromSeconds(30));
        watcher = new DirectoryWatcher(files.Path, _ => filesChanged.Set());
        Reflector = new Reflector<WatchedNetwork>(
            node.Client, ResourceType.NetworkAttachmentDefinitions, Project, null, node.Logger, node.Time);
        node.Metrics.Observe(
            "ramus_node_networks_rendered", "Networks with a file on this node.",
            () => RenderedCount);
        node.Metrics.Observe(
            "ramus_node_networks_failed", "Networks that cannot be rendered.", () => renderer.RefusedCount);
    }

    public Reflector<WatchedNetwork> Reflector { get; }

    public EntityCache<WatchedNetwork> Cache => Reflector.Cache;

    /// <summary>Networks with a file.</summary>
    public int RenderedCount => Math.Max(0, Cache.Count - renderer.RefusedCount - renderer.UnselectedCount);

    /// <summary>
    /// The newest resource version of a network whose content counts here; null while not all of them are on the disk.
    /// </summary>
    public ulong? Revision => Cache.IsSynced && queue.IsIdle ? Volatile.Read(ref revision) : null;

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        LookAtFiles();
        using var subscription = Cache.Subscribe(OnChange);
        using var onNode = ownNode.Cache.Subscribe(OnNodeChange);
        await Task.WhenAll(
            Reflector.RunAsync(cancellationToken),
            queue.ProcessAsync(Workers, ReconcileAsync, node.Logger, cancellationToken),
            WatchFilesAsync(cancellationToken),
            SweepAsync(cancellationToken));
    }

    public void Dispose()
    {
        watcher.Dispose();
        filesChanged.Dispose();
        sweep.Dispose();
        queue.Dispose();
    }

    private WatchedNetwork Project(JsonElement entity)
    {
        // Runs on the reflector's thread: while it waits, nothing more is read from the API server.
        for (var waits = 0; IsBehind && waits < 1000; waits++)
        {
            Thread.Sleep(5);
        }

        return WatchedNetwork.From(entity);
    }

    private bool IsBehind =>
        queue.Count >= MostPending || Interlocked.Read(ref pendingCharacters) >= MostPendingCharacters;

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

        Interlocked.Add(ref pendingCharacters, characters);
        queue.Add(change.Key);
    }

    private Task<TimeSpan?> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var network = new NetworkKey(key.Namespace, key.Name);
        if (!Cache.TryGet(key, out var watched))
        {
            if (renderer.Remove(network))
            {
                node.Logger.NetworkRemoved(network.ToString());
            }
        }
        else if (watched.IsNodeDependent && ownNode.Facts is null)
        {
            return Task.FromResult<TimeSpan?>(WaitForNode);
        }
        else if (watched.Take() is { } definition)
        {
            Interlocked.Add(ref pendingCharacters, -watched.Uncount());
            Render(watched, definition);
        }

        return Task.FromResult<TimeSpan?>(null);
    }

    private void Render(WatchedNetwork watched, NetworkAttachmentDefinition definition)
    {
        try
        {
            Report(definition, renderer.Render(definition, watched.Refusal));
        }
        catch (Exception failure)
        {
            watched.Return(definition);
            renderer.Refuse(definition.Key, $"network {definition.Key}: {failure.Message}");
            throw;
        }
    }

    private void Report(NetworkAttachmentDefinition definition, RenderOutcome outcome)
    {
        if (!outcome.IsNews)
        {
            return;
        }

        if (outcome.IsUnselected)
        {
            node.Logger.NetworkNotForThisNode(definition.Key.ToString());
            return;
        }

        if (outcome.Refusal is { } reason)
        {
            // No event: each node would write one, with text that the network's author chose.
            node.Logger.NetworkRefused(definition.Key.ToString(), reason);
            return;
        }

        node.Logger.NetworkRendered(definition.Key.ToString());
    }

    private async Task WatchFilesAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            watcher.Ensure();
            await filesChanged.WaitAsync(TimeSpan.FromMinutes(1), cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!cancellationToken.IsCancellationRequested && LookAtFiles())
            {
                RenderFromFilesAgain();
            }
        }
    }

    private bool LookAtFiles()
    {
        var before = files.Problems;
        var changed = files.Refresh();
        foreach (var problem in files.Problems.Except(before))
        {
            node.Logger.NetworkFileIgnored(problem);
        }

        return changed;
    }

    private void RenderFromFilesAgain()
    {
        foreach (var key in Cache.Keys())
        {
            if (Cache.Find(key)?.IsFromFile == true)
            {
                queue.Add(key);
            }
        }
    }

    private void OnNodeChange(EntityChange<WatchedNode> change)
    {
        if (change.Previous is { } before && change.Entity.RendersLike(before))
        {
            return;
        }

        foreach (var key in Cache.Keys())
        {
            if (Cache.Find(key) is { IsNodeDependent: true } watched)
            {
                RenderAgain(key, watched);
            }
        }
    }

    /// <summary>Another policy holds: renders what it judges otherwise than the one before.</summary>
    public void JudgeAgain()
    {
        foreach (var key in Cache.Keys())
        {
            if (Cache.Find(key) is { } watched
                && renderer.IsJudgedOtherwise(new NetworkKey(key.Namespace, key.Name), watched.IsFromFile))
            {
                RenderAgain(key, watched);
            }
        }
    }

    private void RenderAgain(ObjectKey key, WatchedNetwork watched)
    {
        if (watched.IsKept)
        {
            queue.Add(key);
            return;
        }

        // Long ones are not kept: without a file the next sweep reads them again.
        renderer.Remove(new NetworkKey(key.Namespace, key.Name));
        sweep.Set();
    }

    /// <summary>Removes files of networks that are gone, and makes files again that somebody removed.</summary>
    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        await Cache.HasSynced.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                RemoveStale();
                await RestoreAsync(cancellationToken);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested && Failures.AreExpected(failure))
            {
                node.Logger.SweepFailed(failure.Message);
            }

            await sweep.WaitAsync(Resync, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void RemoveStale()
    {
        var stale = store.RemoveStale(key => Cache.Find(key.Namespace, key.Name) is not null);
        if (stale > 0)
        {
            node.Logger.StaleNetworksRemoved(stale);
        }
    }

    private async Task RestoreAsync(CancellationToken cancellationToken)
    {
        var type = ResourceType.NetworkAttachmentDefinitions;
        foreach (var key in Cache.Keys())
        {
            var network = new NetworkKey(key.Namespace, key.Name);
            if (store.Has(network) || renderer.RefusalOf(network) is not null || renderer.IsUnselected(network)
                || !Cache.TryGet(key, out var watched))
            {
                continue;
            }

            if (watched.IsKept)
            {
                queue.Add(key);
            }

            // What is not taken yet is rendered without being read again.
            else if (watched.IsTaken
                && await node.FindAsync(type, key, cancellationToken) is { } entity
                && WatchedNetwork.From(entity) is { Refusal: null } live && live.Take() is { } definition)
            {
                watched.Return(definition);
                queue.Add(key);
            }
        }
    }
}
