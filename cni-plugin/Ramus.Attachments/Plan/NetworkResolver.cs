using Ramus.Contract.Agent;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Selection;
using Ramus.Linux.Files;

namespace Ramus.Attachments.Plan;

/// <summary>
/// Finds the configuration of a network: in the file that the node agent rendered, otherwise by asking the agent.
/// </summary>
public sealed class NetworkResolver(string ramusDirectory, AgentClient agent)
{
    private const int MaxBytes = 1 << 20;

    /// <summary>The network's configuration on this node.</summary>
    /// <exception cref="CniException">The network does not exist, or the agent does not answer.</exception>
    /// <exception cref="ContractException">The network's rendered file is invalid.</exception>
    public NetworkConfig Resolve(NetworkKey key)
    {
        if (!key.IsValid)
        {
            throw new ContractException($"'{key}' is not a valid name of a NetworkAttachmentDefinition");
        }

        var path = NodeLayout.NetworkFileIn(ramusDirectory, key);
        if (PosixFile.TryRead(path, MaxBytes) is { } rendered)
        {
            return NetworkConfig.Parse(rendered, path);
        }

        return Ask(key);
    }

    private NetworkConfig Ask(NetworkKey key)
    {
        var reply = agent.Ask(new AgentRequest { Ask = AgentQuestion.Network, Network = key });
        return reply.Network is { } network
            ? NetworkConfig.FromElement(network, $"network '{key}' of the node agent")
            : throw new CniException(
                CniErrorCode.TryAgainLater, "the node agent sent neither a network nor an error");
    }
}
