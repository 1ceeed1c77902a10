using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Network;
using Ramus.Contract.Selection;

namespace Ramus.Node.Networks;

/// <summary>Renders one network into its file, or finds out why it gets none.</summary>
/// <param name="store">Where rendered networks are.</param>
/// <param name="known">Where it is remembered what became of a network.</param>
/// <param name="renderer">What networks are on this node.</param>
/// <param name="policy">What may be rendered; null = everything.</param>
internal sealed class NetworkFileRenderer(
    NetworkStore store, NetworksOnNode known, NodeRenderer renderer, NodePolicy? policy = null)
{
    /// <summary>Whether the policy of now gives another answer for a network than the one that it got.</summary>
    public bool IsJudgedOtherwise(NetworkKey key, bool isFromFile) =>
        known.Find(key)?.IsForbidden == true
        || (policy is not null && store.Read(key) is { } network && policy.IsJudgedOtherwise(key, network, isFromFile));

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
        known.Forget(key);
        return store.Remove(key);
    }

    private NetworkConfig Read(NetworkAttachmentDefinition definition, string? refusal) =>
        refusal is not null ? throw new ContractException(refusal)
        : policy is null ? renderer.Render(definition)
        : policy.Name(definition.Key, renderer.Render(definition));

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

            // Another policy came meanwhile, and its look at the files may have been too early to see this one.
        }
    }

    private RenderOutcome Write(NetworkAttachmentDefinition definition, NetworkConfig network)
    {
        var written = store.Write(definition.Key, network);
        var needs = NodeRequirements.Of(network);
        known.AddMasters(needs.Masters);
        if (definition.IsRenderedPerNode)
        {
            known.Set(definition.Key, new NetworkOnNode { Requirements = needs });
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
            : policy?.Refuse(definition.Key, network, isFromFile: definition.Config is null);

    private RenderOutcome Withhold(NetworkKey key, string reason)
    {
        store.Remove(key);
        var isNews = known.RefusalOf(key) != reason;
        known.Set(key, new NetworkOnNode { Refusal = reason, IsForbidden = true });
        return new(null, reason, isNews);
    }

    private RenderOutcome Unselect(NetworkKey key)
    {
        var isNews = store.Remove(key);
        known.Set(key, new NetworkOnNode { IsUnselected = true });
        return new(null, null, isNews) { IsUnselected = true };
    }

    /// <summary>A last good state that the policy has forbidden since is none any more.</summary>
    private void DropForbidden(NetworkAttachmentDefinition definition)
    {
        if (definition.Key.IsValid && store.Read(definition.Key) is { } kept
            && policy?.Refuse(definition.Key, kept, isFromFile: definition.Config is null) is not null)
        {
            store.Remove(definition.Key);
        }
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
