using System.Collections.Concurrent;
using System.Text;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Network;
using Ramus.Contract.Selection;

namespace Ramus.Node.Networks;

/// <summary>Renders one network into its file, and remembers why those are missing that are missing.</summary>
/// <param name="store">Where rendered networks are.</param>
/// <param name="renderer">What networks are on this node.</param>
/// <param name="policy">What may be rendered; null = everything.</param>
internal sealed class NetworkFileRenderer(NetworkStore store, NodeRenderer renderer, NodePolicy? policy = null)
{
    private const int MostMasters = 10_000;

    private readonly ConcurrentDictionary<NetworkKey, string> refusals = new();
    private readonly ConcurrentDictionary<NetworkKey, NodeRequirements> requirements = new();
    private readonly ConcurrentDictionary<NetworkKey, byte> unselected = new();
    private readonly ConcurrentDictionary<NetworkKey, byte> forbidden = new();
    private readonly ConcurrentDictionary<string, byte> masters = new(StringComparer.Ordinal);

    /// <summary>How many networks cannot be rendered.</summary>
    public int RefusedCount => refusals.Count;

    /// <summary>How many networks are for other nodes.</summary>
    public int UnselectedCount => unselected.Count;

    /// <summary>The networks that cannot be rendered, each with its reason.</summary>
    public IReadOnlyCollection<KeyValuePair<NetworkKey, string>> Refusals => refusals;

    /// <summary>What networks need that were rendered with this node's variables: only here is it known.</summary>
    public IReadOnlyCollection<KeyValuePair<NetworkKey, NodeRequirements>> Requirements => requirements;

    /// <summary>Whether a network that was rendered here builds on this interface.</summary>
    public bool IsMaster(string name) => masters.ContainsKey(name);

    /// <summary>Whether a network is for other nodes.</summary>
    public bool IsUnselected(NetworkKey key) => unselected.ContainsKey(key);

    /// <summary>Why a network was refused when it was last seen.</summary>
    public string? RefusalOf(NetworkKey key) => refusals.GetValueOrDefault(key);

    /// <summary>Whether the policy of now gives another answer for a network than the one that it got.</summary>
    public bool IsJudgedOtherwise(NetworkKey key, bool isFromFile) =>
        forbidden.ContainsKey(key)
        || (!isFromFile && store.Read(key) is { } network && policy?.Refuse(key, Text(network)) is not null);

    /// <summary>
    /// Renders a network. Refused ones keep their last good file, if it was the same object's; forbidden ones do not.
    /// </summary>
    /// <param name="definition">The network.</param>
    /// <param name="refusal">Why it is refused unread; null to read it.</param>
    /// <exception cref="IOException">The node's disk is at fault, not the network.</exception>
    public RenderOutcome Render(NetworkAttachmentDefinition definition, string? refusal = null)
    {
        try
        {
            if (!renderer.Selects(definition))
            {
                return Unselect(definition.Key);
            }

            unselected.TryRemove(definition.Key, out _);
            return RenderAllowed(definition, Read(definition, refusal));
        }
        catch (ContractException failure)
        {
            DropOther(definition);
            return new(null, failure.Message, Refuse(definition.Key, failure.Message));
        }
    }

    /// <summary>Remembers why a network has no file; true when that is news.</summary>
    public bool Refuse(NetworkKey key, string reason)
    {
        var isNews = RefusalOf(key) != reason;
        refusals[key] = reason;
        requirements.TryRemove(key, out _);
        return isNews;
    }

    /// <summary>Renders a network for one answer: no file is written, and nothing remembered.</summary>
    public RenderOutcome RenderOnly(NetworkAttachmentDefinition definition, string? refusal)
    {
        try
        {
            if (!renderer.Selects(definition))
            {
                return new(null, NodeRenderer.NotForThisNode(definition), IsNews: false) { IsUnselected = true };
            }

            var network = Read(definition, refusal);
            return Forbid(definition, network) is { } reason
                ? new(null, reason, IsNews: false)
                : new(network, null, IsNews: false);
        }
        catch (ContractException failure)
        {
            return new(null, failure.Message, IsNews: false);
        }
    }

    /// <summary>The network is gone; true when it had a file.</summary>
    public bool Remove(NetworkKey key)
    {
        refusals.TryRemove(key, out _);
        unselected.TryRemove(key, out _);
        forbidden.TryRemove(key, out _);
        requirements.TryRemove(key, out _);
        return store.Remove(key);
    }

    private RenderOutcome RenderAllowed(NetworkAttachmentDefinition definition, NetworkConfig network)
    {
        while (true)
        {
            var judgedBy = policy?.Version;
            var outcome = Forbid(definition, network) is { } reason
                ? Withhold(definition.Key, reason)
                : Write(definition, network);
            if (ReferenceEquals(judgedBy, policy?.Version))
            {
                return outcome;
            }

            // Another policy came meanwhile, and its look at the files may have been too early to see this one.
        }
    }

    private RenderOutcome Write(NetworkAttachmentDefinition definition, NetworkConfig network)
    {
        forbidden.TryRemove(definition.Key, out _);
        var written = store.Write(definition.Key, network);
        refusals.TryRemove(definition.Key, out _);
        Require(definition, network);
        return new(network, null, written);
    }

    // Files that somebody put on the node are trusted.
    private string? Forbid(NetworkAttachmentDefinition definition, NetworkConfig network) =>
        definition.Config is { } written
            ? policy?.Refuse(definition.Key, definition.IsRenderedPerNode ? Text(network) : written)
            : null;

    private static string Text(NetworkConfig network) => Encoding.UTF8.GetString(network.ToListJson());

    private RenderOutcome Withhold(NetworkKey key, string reason)
    {
        store.Remove(key);
        forbidden[key] = 0;
        return new(null, reason, Refuse(key, reason));
    }

    private RenderOutcome Unselect(NetworkKey key)
    {
        var isNews = Remove(key);
        unselected[key] = 0;
        return new(null, null, isNews) { IsUnselected = true };
    }

    private void Require(NetworkAttachmentDefinition definition, NetworkConfig network)
    {
        var needs = NodeRequirements.Of(network);
        foreach (var master in needs.Masters.Where(_ => masters.Count < MostMasters))
        {
            masters.TryAdd(master, 0);
        }

        if (definition.IsRenderedPerNode)
        {
            requirements[definition.Key] = needs;
        }
        else
        {
            requirements.TryRemove(definition.Key, out _);
        }
    }

    private NetworkConfig Read(NetworkAttachmentDefinition definition, string? refusal) =>
        refusal is null ? renderer.Render(definition) : throw new ContractException(refusal);

    /// <summary>What came from a deleted object of the same name is not this object's last good state.</summary>
    private void DropOther(NetworkAttachmentDefinition definition)
    {
        if (definition.Key.IsValid && store.Read(definition.Key)?.Uid is { } uid && uid != definition.Uid)
        {
            store.Remove(definition.Key);
        }
    }
}
