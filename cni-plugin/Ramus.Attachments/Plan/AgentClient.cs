using Ramus.Contract.Agent;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Linux.Processes;
using Ramus.Linux.Sockets;

namespace Ramus.Attachments.Plan;

/// <summary>Sends requests to the node agent, for facts that only a running process knows.</summary>
/// <param name="socket">The path of the agent's socket.</param>
public sealed class AgentClient(string socket)
{
    // The agent may have to query the API server, which takes seconds when it is busy.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Sends one request and returns the reply.</summary>
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
                "check the ramus-node pod on this node; the kubelet retries by itself",
                failure);
        }
    }
}
