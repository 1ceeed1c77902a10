using System.Collections.Concurrent;
using Ramus.Contract.Selection;

namespace Ramus.Node.Networks;

/// <summary>The recorded facts of the networks besides their files. Thread-safe.</summary>
internal sealed class NetworksOnNode
{
    private readonly ConcurrentDictionary<NetworkKey, NetworkOnNode> networks = new();

    /// <summary>The interfaces that the rendered networks use as master.</summary>
    public MasterNames Masters { get; } = new();

    /// <summary>The number of networks that cannot be rendered.</summary>
    public int RefusedCount => networks.Count(network => network.Value.Refusal is not null);

    /// <summary>The number of networks that select other nodes.</summary>
    public int UnselectedCount => networks.Count(network => network.Value.IsUnselected);

    /// <summary>The networks that cannot be rendered, each with its reason.</summary>
    public IEnumerable<(NetworkKey Network, string Reason)> Refusals => networks
        .Where(network => network.Value.Refusal is not null)
        .Select(network => (network.Key, network.Value.Refusal!));

    /// <summary>The needs that only the node knows.</summary>
    public IEnumerable<(NetworkKey Network, NodeRequirements Requirements)> Requirements => networks
        .Where(network => network.Value.Requirements is not null)
        .Select(network => (network.Key, network.Value.Requirements!));

    /// <summary>The record of a network; null when it only has its file, or is unknown.</summary>
    public NetworkOnNode? Find(NetworkKey key) => networks.GetValueOrDefault(key);

    /// <summary>Why a network was refused when it was last rendered; null when it was not.</summary>
    public string? RefusalOf(NetworkKey key) => Find(key)?.Refusal;

    /// <summary>Replaces the record of a network.</summary>
    public void Set(NetworkKey key, NetworkOnNode network) => networks[key] = network;

    /// <summary>Removes the record of a network that has its file or was deleted.</summary>
    public void Forget(NetworkKey key) => networks.TryRemove(key, out _);

    /// <summary>Records why a network is not rendered; true when the reason is new.</summary>
    public bool Refuse(NetworkKey key, string reason)
    {
        var isNews = IsNews(key, reason);
        Set(key, new NetworkOnNode { Refusal = reason });
        return isNews;
    }

    /// <summary>Whether a network is refused for another reason than before.</summary>
    public bool IsNews(NetworkKey key, string reason) => RefusalOf(key) != NetworkOnNode.Shorten(reason);
}
