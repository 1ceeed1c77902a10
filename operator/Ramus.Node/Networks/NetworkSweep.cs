using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Watching;
using Ramus.Node.Services;

namespace Ramus.Node.Networks;

/// <summary>
/// Compares the files with the API server's networks: removes those of networks that are gone, and has those made again
/// that somebody removed.
/// </summary>
/// <param name="node">What every part needs.</param>
/// <param name="store">The files.</param>
/// <param name="known">Which networks have no file for a reason.</param>
/// <param name="cache">The API server's networks.</param>
/// <param name="render">Has a network rendered.</param>
internal sealed class NetworkSweep(
    NodeServices node, NetworkStore store, NetworksOnNode known, EntityCache<WatchedNetwork> cache,
    Action<ObjectKey> render) : IDisposable
{
    internal static readonly TimeSpan Resync = TimeSpan.FromMinutes(10);

    private readonly Signal soon = new();

    /// <summary>A file was removed, and only the API server has what it is made from.</summary>
    public void Soon() => soon.Set();

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await cache.HasSynced.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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

            await soon.WaitAsync(Resync, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose() => soon.Dispose();

    private void RemoveStale()
    {
        var stale = store.RemoveStale(key => cache.Find(key.Namespace, key.Name) is not null);
        if (stale > 0)
        {
            node.Logger.StaleNetworksRemoved(stale);
        }
    }

    private async Task RestoreAsync(CancellationToken cancellationToken)
    {
        foreach (var key in cache.Keys())
        {
            var network = new NetworkKey(key.Namespace, key.Name);
            if (!store.Has(network) && known.Find(network) is not ({ Refusal: not null } or { IsUnselected: true })
                && cache.TryGet(key, out var watched))
            {
                await RestoreAsync(key, watched, cancellationToken);
            }
        }
    }

    private async Task RestoreAsync(ObjectKey key, WatchedNetwork watched, CancellationToken cancellationToken)
    {
        if (watched.IsKept)
        {
            render(key);
        }

        // What is not taken yet is rendered without being read again.
        else if (watched.IsTaken
            && await node.FindAsync(ResourceType.NetworkAttachmentDefinitions, key, cancellationToken) is { } entity
            && WatchedNetwork.From(entity) is { Refusal: null } live && live.Take() is { } definition)
        {
            watched.Return(definition);
            render(key);
        }
    }
}
