using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;
using Ramus.Kubernetes.Watching;
using Ramus.Node.Services;

namespace Ramus.Node.Networks;

/// <summary>
/// Checks the files that an earlier run rendered against the present policy until the first list of networks arrives.
/// The plugin reads these files, and the policy may have changed while the agent was away.
/// </summary>
internal sealed class StoredNetworks(
    NodeServices node, NetworkStore store, NetworksOnNode known, HandWrittenNetworks handWritten, NodePolicy policy,
    EntityCache<WatchedNetwork> cache) : IDisposable
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    private readonly Signal soon = new();
    private readonly HashSet<NetworkKey> refused = [];
    private string? problem;

    /// <summary>Why forbidden files may still be there, or null.</summary>
    public string? NotReadyReason => Volatile.Read(ref problem);

    /// <summary>The policy has changed.</summary>
    public void JudgeAgain() => soon.Set();

    /// <summary>Runs until the first list of networks, or until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested && !cache.IsSynced)
        {
            Judge();
            using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var woken = soon.WaitAsync(problem is null ? Timeout.InfiniteTimeSpan : Retry, wait.Token);
            await Task.WhenAny(woken, cache.HasSynced.WaitAsync(wait.Token));
            await wait.CancelAsync();
            await woken.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // From now on networks are checked when they are rendered, and these networks may have been deleted.
        foreach (var key in refused.Where(key => cache.Find(key.Namespace, key.Name) is null))
        {
            known.Forget(key);
        }

        Volatile.Write(ref problem, null);
    }

    public void Dispose() => soon.Dispose();

    private void Judge()
    {
        try
        {
            foreach (var key in store.Keys())
            {
                if (store.Read(key) is { } network)
                {
                    Judge(key, network);
                }
            }

            Volatile.Write(ref problem, null);
        }
        catch (Exception failure) when (Failures.AreExpected(failure))
        {
            Volatile.Write(
                ref problem, $"the rendered networks cannot be checked against the policy: {failure.Message}");
            node.Logger.StoredNetworksNotJudged(failure.Message);
        }
    }

    private void Judge(NetworkKey key, NetworkConfig network)
    {
        if (policy.Refuse(key, network, IsFromFile(key, network)) is { } reason)
        {
            store.Remove(key);
            known.Set(key, new NetworkOnNode { Refusal = reason, IsForbidden = true });
            refused.Add(key);
            node.Logger.NetworkRefused(key.ToString(), reason);
        }
        else if (policy.Name(key, network) is var named && named.Name != network.Name)
        {
            store.Write(key, named);
        }
    }

    // The network's object is not known here. If its plugins are those of a hand-written file, it came from that file.
    private bool IsFromFile(NetworkKey key, NetworkConfig network)
    {
        try
        {
            return handWritten.Find(key.Name) is { } content
                && NetworkConfig.Parse(content, key.Name).Plugins.Select(Text)
                    .SequenceEqual(network.Plugins.Select(Text));
        }
        catch (ContractException)
        {
            return false;
        }

        static string Text(PluginConfig plugin) => plugin.Element.GetRawText();
    }
}
