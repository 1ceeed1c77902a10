using Ramus.Contract.Agent;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Attachments.Plan;

/// <summary>
/// Hands the devices that a pod was allocated to its networks: in the order of the attachments, the ids of one
/// resource in sorted order, none twice. The node agent is asked once, and only when a network names a resource.
/// </summary>
public sealed class DeviceAllocation(PodKey? pod, AgentClient agent, bool allowMissing)
{
    private readonly Dictionary<string, (int Count, List<string> Left)> allocated = new(StringComparer.Ordinal);
    private readonly HashSet<string> reserved = new(StringComparer.Ordinal);

    /// <summary>Keeps devices that an annotation names for the networks that name them.</summary>
    public void Reserve(IEnumerable<NetworkSelection> selections) =>
        reserved.UnionWith(selections.Select(static selection => selection.DeviceId).OfType<string>());

    /// <summary>A device of <paramref name="resource"/>; null when the network needs none.</summary>
    /// <param name="resource">The resource that the network names, if it names one.</param>
    /// <param name="wanted">The device that the pod's annotation names; null leaves the choice: the next one.</param>
    /// <exception cref="CniException">
    /// The pod was not allocated such a device, or the agent cannot tell. Without this a pod could name any device of
    /// the node, another pod's or the node's own.
    /// </exception>
    public string? Take(string? resource, string? wanted = null)
    {
        if (string.IsNullOrEmpty(resource) || pod is null)
        {
            return wanted is null ? null : throw Unallocated(wanted, "the network hands out none");
        }

        if (!allocated.TryGetValue(resource, out var devices))
        {
            var ids = Ask(resource);
            devices = allocated[resource] = (ids.Count, [.. ids]);
        }

        if (wanted is not null)
        {
            return devices.Left.Remove(wanted)
                ? wanted
                : throw Unallocated(wanted, $"it is not among those of '{resource}' that are left");
        }

        if (devices.Left.Find(id => !reserved.Contains(id)) is not { } next)
        {
            return allowMissing ? null : throw Missing(resource, devices.Count);
        }

        devices.Left.Remove(next);
        return next;
    }

    private static CniException Unallocated(string device, string reason) => new(
        CniErrorCode.InvalidNetworkConfig,
        $"the pod's annotation names the device \"{Quote.Short(device)}\", which the pod was not allocated: {reason}",
        "remove 'deviceID' from the annotation, or name one of the pod's own devices");

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
