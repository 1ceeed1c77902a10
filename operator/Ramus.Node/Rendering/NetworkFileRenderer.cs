using System.Collections.Concurrent;
using Ramus.Networks;

namespace Ramus.Node.Rendering;

/// <summary>Renders one network into its file, and remembers why those are missing that are missing.</summary>
internal sealed class NetworkFileRenderer(NetworkStore store, NetworkFilesDirectory files)
{
    private readonly ConcurrentDictionary<NetworkKey, string> refusals = new();

    /// <summary>How many networks cannot be rendered.</summary>
    public int RefusedCount => refusals.Count;

    /// <summary>Why a network was refused when it was last seen.</summary>
    public string? RefusalOf(NetworkKey key) => refusals.GetValueOrDefault(key);

    /// <summary>Renders a network. Refused ones keep their last good file, if it was the same object's.</summary>
    /// <param name="definition">The network.</param>
    /// <param name="refusal">Why it is refused unread; null to read it.</param>
    /// <exception cref="IOException">The node's disk is at fault, not the network.</exception>
    public RenderOutcome Render(NetworkAttachmentDefinition definition, string? refusal = null)
    {
        try
        {
            var network = Read(definition, refusal);
            var written = store.Write(definition.Key, network);
            refusals.TryRemove(definition.Key, out _);
            return new(network, null, written);
        }
        catch (ContractException failure)
        {
            DropOther(definition);
            var isNews = RefusalOf(definition.Key) != failure.Message;
            refusals[definition.Key] = failure.Message;
            return new(null, failure.Message, isNews);
        }
    }

    /// <summary>Renders a network for one answer: no file is written, and nothing remembered.</summary>
    public RenderOutcome RenderOnly(NetworkAttachmentDefinition definition, string? refusal)
    {
        try
        {
            return new(Read(definition, refusal), null, IsNews: false);
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
        return store.Remove(key);
    }

    private NetworkConfig Read(NetworkAttachmentDefinition definition, string? refusal)
    {
        if (refusal is not null)
        {
            throw new ContractException(refusal);
        }

        var network = NetworkRenderer.Render(definition, files.Find);
        return WrapperPlugins.Find(network.Element) is { } wrapper
            ? throw new ContractException(
                $"network {definition.Key}: the plugin '{wrapper}' cannot be one of a pod's further networks; "
                + "write the configuration of the network itself")
            : network;
    }

    /// <summary>What came from a deleted object of the same name is not this object's last good state.</summary>
    private void DropOther(NetworkAttachmentDefinition definition)
    {
        if (definition.Key.IsValid && store.Read(definition.Key)?.Uid is { } uid && uid != definition.Uid)
        {
            store.Remove(definition.Key);
        }
    }
}
