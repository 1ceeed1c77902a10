using System.Collections.Concurrent;
using Ramus.Contract.Selection;

namespace Ramus.Node.Networks;

/// <summary>What is known of the networks besides their files. Safe for several threads.</summary>
internal sealed class NetworksOnNode
{
    private const int MostMasters = 10_000;

    private readonly ConcurrentDictionary<NetworkKey, NetworkOnNode> networks = new();
    private readonly ConcurrentDictionary<string, byte> masters = new(StringComparer.Ordinal);

    /// <summary>How many networks cannot be rendered.</summary>
    public int RefusedCount => networks.Count(network => network.Value.Refusal is not null);

    /// <summary>How many networks are for other nodes.</summary>
    public int UnselectedCount => networks.Count(network => network.Value.IsUnselected);

    /// <summary>The networks that cannot be rendered, each with its reason.</summary>
    public IEnumerable<(NetworkKey Network, string Reason)> Refusals => networks
        .Where(network => network.Value.Refusal is not null)
        .Select(network => (network.Key, network.Value.Refusal!));

    /// <summary>What the networks need that were rendered with this node's variables.</summary>
    public IEnumerable<(NetworkKey Network, NodeRequirements Needs)> Requirements => networks
        .Where(network => network.Value.Requirements is not null)
        .Select(network => (network.Key, network.Value.Requirements!));

    /// <summary>Null when there is nothing to tell of the network besides its file.</summary>
    public NetworkOnNode? Find(NetworkKey key) => networks.GetValueOrDefault(key);

    /// <summary>Why a network was refused when it was last seen.</summary>
    public string? RefusalOf(NetworkKey key) => Find(key)?.Refusal;

    /// <summary>Replaces what was known of a network.</summary>
    public void Set(NetworkKey key, NetworkOnNode network) => networks[key] = network;

    /// <summary>The network has its file, or is gone.</summary>
    public void Forget(NetworkKey key) => networks.TryRemove(key, out _);

    /// <summary>Remembers why a network has no new file; true when that is news.</summary>
    public bool Refuse(NetworkKey key, string reason)
    {
        var isNews = RefusalOf(key) != reason;
        Set(key, new NetworkOnNode { Refusal = reason });
        return isNews;
    }

    /// <summary>Whether a network that was rendered here builds on this interface.</summary>
    public bool IsMaster(string name) => masters.ContainsKey(name);

    /// <summary>A network that was rendered here builds on these interfaces.</summary>
    public void AddMasters(IEnumerable<string> names)
    {
        foreach (var name in names.Where(_ => masters.Count < MostMasters))
        {
            masters.TryAdd(name, 0);
        }
    }
}
