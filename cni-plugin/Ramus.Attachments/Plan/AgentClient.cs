using Ramus.Contract.Agent;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Linux.Processes;
using Ramus.Linux.Sockets;

namespace Ramus.Attachments.Plan;

/// <summary>Asks the node agent what only a live process can know.</summary>
/// <param name="socket">Path of its socket.</param>
public sealed class AgentClient(string socket)
{
    // The agent may have to ask the API server, and a busy one takes seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>One question, one answer.</summary>
    /// <exception cref="CniException">The agent's own error, or code 11 when it does not answer.</exception>
    public AgentReply Ask(AgentRequest request)
    {
        var reply = Exchange(request);
        return reply.Error is { } error ? throw new CniException(error.Code, error.Message, error.Details) : reply;
    }

    private AgentReply Exchange(AgentRequest request)
    {
        try
        {
            return AgentReply.Parse(UnixStream.Exchange(socket, request.ToJson(), ChildLimits.In(Patience)));
        }
        catch (Exception failure) when (failure is IOException or ContractException)
        {
            throw new CniException(
                CniErrorCode.TryAgainLater,
                $"the node agent does not answer: {failure.Message}",
                "look at the ramus-node pod of this node; the kubelet tries again by itself",
                failure);
        }
    }
}
