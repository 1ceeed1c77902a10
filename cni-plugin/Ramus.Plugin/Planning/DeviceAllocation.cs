using Ramus.Cni;
using Ramus.Networks;
using Ramus.Plugin.Agent;

namespace Ramus.Plugin.Planning;

/// <summary>
/// Hands the devices that the kubelet allocated to a pod to its networks: in the order of the attachments, the ids of one
/// resource in sorted order, none twice. The node agent is asked once, and only when a network names a resource.
/// </summary>
public sealed class DeviceAllocation(PodKey? pod, AgentClient agent, bool allowMissing)
{
    private readonly Dictionary<string, Queue<string>> left = new(StringComparer.Ordinal);

    /// <summary>The next device of <paramref name="resource"/>; null when the network needs none.</summary>
    /// <exception cref="CniException">The pod has no such device left, or the agent cannot tell.</exception>
    public string? Take(string? resource)
    {
        if (string.IsNullOrEmpty(resource) || pod is null)
        {
            return null;
        }

        if (!left.TryGetValue(resource, out var ids))
        {
            ids = Ask(resource);
            left.Add(resource, ids);
        }

        if (ids.TryDequeue(out var id) || allowMissing)
        {
            return id;
        }

        throw new CniException(
            CniErrorCode.TryAgainLater,
            $"the kubelet allocated no (further) device of '{resource}' to the pod",
            $"the pod must request '{resource}' once for each network that needs it; ramus-webhook adds that by itself");
    }

    private Queue<string> Ask(string resource)
    {
        var reply = agent.Ask(new AgentRequest { Ask = AgentQuestion.Devices, Pod = pod, Resources = [resource] });
        return new Queue<string>(reply.Devices?.GetValueOrDefault(resource) ?? []);
    }
}
