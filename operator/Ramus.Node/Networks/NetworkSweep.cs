using Ramus.Contract.Selection;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Watching;
using Ramus.Node.Services;

namespace Ramus.Node.Networks;

/// <summary>
/// Compares the files with the API server's networks: removes files of deleted networks, and renders networks whose
/// file was removed.
/// </summary>
/// <param name="node">The shared services.</param>
/// <param name="store">The files.</param>
/// <param name="known">The networks that must not have a file.</param>
/// <param name="cache">The API server's networks.</param>
/// <param name="render">Queues a network to be rendered.</param>
internal sealed class NetworkSweep(
    NodeServices node, NetworkStore store, NetworksOnNode known, EntityCache<WatchedNetwork> cache,
    Action<ObjectKey> render) : IDisposable
{
    internal static readonly TimeSpan Resync = TimeSpan.FromMinutes(10);

    private readonly Signal soon = new();

    /// <summary>To be called when a file was removed whose definition only the API server has.</summary>
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
                Restore();
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

    private void Restore()
    {
        foreach (var key in cache.Keys())
        {
            var network = new NetworkKey(key.Namespace, key.Name);
            if (!store.Has(network) && known.Find(network) is not ({ Refusal: not null } or { IsUnselected: true })
                && cache.TryGet(key, out var watched))
            {
                watched.IsToFetch = !watched.IsKept;
                render(key);
            }
        }
    }
}
