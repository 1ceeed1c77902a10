using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Network;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Selection;

namespace Ramus.Node.Networks;

/// <summary>Renders one network into its file, or records why it is refused.</summary>
/// <param name="store">The files of the rendered networks.</param>
/// <param name="known">The recorded results.</param>
/// <param name="renderer">Renders a definition for this node.</param>
/// <param name="policy">The policy; null allows every network.</param>
/// <param name="delegates">The plugins that are built in; null for none.</param>
internal sealed class NetworkFileRenderer(
    NetworkStore store,
    NetworksOnNode known,
    NodeRenderer renderer,
    NodePolicy? policy = null,
    Delegates? delegates = null)
{
    /// <summary>Whether the current policy's decision about a network differs from the one at its rendering.</summary>
    public bool IsJudgedOtherwise(NetworkKey key, bool isFromFile) =>
        known.Find(key)?.IsForbidden == true
        || (policy is not null && store.Read(key) is { } network && policy.IsJudgedOtherwise(key, network, isFromFile));

    /// <summary>
    /// Renders a network. A refused network keeps its last valid file, if the file came from the same object. A network
    /// that the policy forbids keeps no file.
    /// </summary>
    /// <param name="definition">The network.</param>
    /// <param name="refusal">Why the network is refused without being parsed; null to parse it.</param>
    /// <exception cref="IOException">The node's disk is at fault, not the network.</exception>
    public RenderOutcome Render(NetworkAttachmentDefinition definition, string? refusal = null)
    {
        try
        {
            return renderer.Selects(definition)
                ? RenderAllowed(definition, Read(definition, refusal))
                : Unselect(definition.Key);
        }
        catch (ContractException failure)
        {
            DropOther(definition);
            DropForbidden(definition);
            return new(null, failure.Message, known.Refuse(definition.Key, failure.Message));
        }
    }

    /// <summary>Renders a network for one answer to the plugin: writes no file and records no result.</summary>
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

    /// <summary>Removes a deleted network; true when it had a file.</summary>
    public bool Remove(NetworkKey key)
    {
        known.Forget(key);
        known.Masters.Set(key, []);
        return store.Remove(key);
    }

    private NetworkConfig Read(NetworkAttachmentDefinition definition, string? refusal)
    {
        if (refusal is not null)
        {
            throw new ContractException(refusal);
        }

        var network = renderer.Render(definition);
        var named = policy?.Name(definition.Key, network) ?? network;

        // With "names": "qualified" in the policy, the name also contains the namespace.
        return named.Name.Length <= NodeLayout.LongestFileName
            ? named
            : throw new ContractException(
                $"network {definition.Key}: the name of its configuration has {named.Name.Length} characters, but at "
                + $"most {NodeLayout.LongestFileName} are allowed, because plugins use it as a file name; shorten it");
    }

    private RenderOutcome RenderAllowed(NetworkAttachmentDefinition definition, NetworkConfig network)
    {
        var isNews = false;
        while (true)
        {
            var judgedBy = policy?.Version;
            var outcome = Forbid(definition, network) is { } reason
                ? Withhold(definition.Key, reason)
                : Write(definition, network);
            isNews |= outcome.IsNews;
            if (Equals(judgedBy, policy?.Version))
            {
                return outcome with { IsNews = isNews };
            }

            // The policy changed in the meantime, and may have been applied to the files before this file was written.
        }
    }

    private RenderOutcome Write(NetworkAttachmentDefinition definition, NetworkConfig network)
    {
        var requirements = NodeRequirements.Of(network, delegates ?? new Delegates(new PluginPath([])));
        if (definition.IsRenderedPerNode && requirements.WhyTooLong() is { } reason)
        {
            throw new ContractException($"network {definition.Key}: {reason}");
        }

        var written = store.Write(definition.Key, network);
        known.Masters.Set(definition.Key, requirements.Needs.Masters);
        if (definition.IsRenderedPerNode || requirements.IsOnlyKnownHere)
        {
            known.Set(definition.Key, new NetworkOnNode { Requirements = requirements });
        }
        else
        {
            known.Forget(definition.Key);
        }

        return new(network, null, written);
    }

    private string? Forbid(NetworkAttachmentDefinition definition, NetworkConfig network) =>
        definition.Config is { } written && !definition.IsRenderedPerNode
            ? policy?.Refuse(definition.Key, written)
            : policy?.Refuse(definition.Key, network, isFromFile: definition.Config is null) is { } reason
                ? network.Hidden.Cover(reason)
                : null;

    private RenderOutcome Withhold(NetworkKey key, string reason)
    {
        store.Remove(key);
        known.Masters.Set(key, []);
        var isNews = known.IsNews(key, reason);
        known.Set(key, new NetworkOnNode { Refusal = reason, IsForbidden = true });
        return new(null, reason, isNews);
    }

    private RenderOutcome Unselect(NetworkKey key)
    {
        var isNews = store.Remove(key);
        known.Masters.Set(key, []);
        known.Set(key, new NetworkOnNode { IsUnselected = true });
        return new(null, null, isNews) { IsUnselected = true };
    }

    /// <summary>Removes the last valid file when the policy has forbidden it since.</summary>
    private void DropForbidden(NetworkAttachmentDefinition definition)
    {
        if (store.Read(definition.Key) is { } kept
            && policy?.Refuse(definition.Key, kept, isFromFile: definition.Config is null) is not null)
        {
            store.Remove(definition.Key);
        }
    }

    /// <summary>Removes a file that came from a deleted object of the same name.</summary>
    private void DropOther(NetworkAttachmentDefinition definition)
    {
        if (store.Read(definition.Key)?.Uid is { } uid && uid != definition.Uid)
        {
            store.Remove(definition.Key);
        }
    }
}
