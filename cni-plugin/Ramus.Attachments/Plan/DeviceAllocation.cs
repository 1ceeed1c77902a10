using Ramus.Contract.Agent;
using Ramus.Contract.Cni;
using Ramus.Contract.Selection;

namespace Ramus.Attachments.Plan;

/// <summary>
/// Hands the devices that a pod was allocated to its networks: in the order of the attachments, the ids of one
/// resource in sorted order, none twice. The node agent is asked once, and only when a network names a resource.
/// </summary>
public sealed class DeviceAllocation(PodKey? pod, AgentClient agent, bool allowMissing)
{
    private readonly Dictionary<string, (IReadOnlyList<string> Ids, int Taken)> allocated = new(StringComparer.Ordinal);

    /// <summary>The next device of <paramref name="resource"/>; null when the network needs none.</summary>
    /// <exception cref="CniException">The pod has no such device left, or the agent cannot tell.</exception>
    public string? Take(string? resource)
    {
        if (string.IsNullOrEmpty(resource) || pod is null)
        {
            return null;
        }

        var (ids, taken) = allocated.TryGetValue(resource, out var known) ? known : (Ask(resource), 0);
        allocated[resource] = (ids, taken + 1);
        return taken < ids.Count ? ids[taken] : allowMissing ? null : throw Missing(resource, ids.Count);
    }

    // The kubelet allocates before it calls us, so more are not to be expected; but a kubelet or a driver that has just
    // started may not know its pods yet, and the caller tries again anyway.
    private static CniException Missing(string resource, int count) => new(
        CniErrorCode.TryAgainLater,
        count == 0
            ? $"the pod was allocated no device of '{resource}'"
            : $"the pod was allocated {count} of '{resource}', and its networks need more",
        $"the pod must request '{resource}' once for each network that needs it; "
        + "ramus-webhook adds that to pods that it sees");

    private IReadOnlyList<string> Ask(string resource)
    {
        var reply = agent.Ask(new AgentRequest { Ask = AgentQuestion.Devices, Pod = pod, Resources = [resource] });
        return reply.Devices?.GetValueOrDefault(resource) ?? [];
    }
}
