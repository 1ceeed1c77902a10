using Ramus.Contract.Agent;
using Ramus.Contract.Selection;

namespace Ramus.Attachments.Plan;

/// <summary>
/// Asks the node agent for the pod's service account, only when the policy needs it. The agent gets it from the API
/// server, where it cannot be changed; annotations and the runtime's arguments are not used.
/// </summary>
public sealed class PodServiceAccount(AgentClient agent)
{
    private (PodKey Pod, string? Account)? known;

    /// <summary>The service account; null when the node agent is too old to send it.</summary>
    /// <exception cref="Contract.Cni.CniException">The node agent does not answer, or knows no such pod.</exception>
    public string? Find(PodKey pod)
    {
        if (known is not { } answer || answer.Pod != pod)
        {
            var reply = agent.Ask(new AgentRequest { Ask = AgentQuestion.Annotations, Pod = pod });
            known = answer = (pod, reply.ServiceAccount);
        }

        return answer.Account;
    }
}
