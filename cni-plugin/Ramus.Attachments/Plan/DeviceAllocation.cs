using Ramus.Contract.Agent;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Attachments.Plan;

/// <summary>
/// Assigns the pod's allocated devices to its networks: in the order of the attachments, and per resource in the sorted
/// order of IDs; each device once. The node agent is asked once per resource, and only when a network names one.
/// </summary>
public sealed class DeviceAllocation(PodKey? pod, AgentClient agent, bool allowMissing)
{
    private readonly Dictionary<string, Allocated> allocated = new(StringComparer.Ordinal);
    private readonly HashSet<string> reserved = new(StringComparer.Ordinal);

    /// <summary>Reserves the devices that the annotation names for the networks that request them.</summary>
    public void Reserve(IEnumerable<NetworkSelection> selections) =>
        reserved.UnionWith(selections.Select(static selection => selection.DeviceId).OfType<string>());

    /// <summary>A device for a network; null when the network is attached without one.</summary>
    /// <param name="resources">The resources that the network names, as in its annotation; null for none.</param>
    /// <param name="use">How the network's plugins use the device.</param>
    /// <param name="wanted">The device that the pod's annotation requests; null for the next free one.</param>
    /// <exception cref="CniException">
    /// The device is not allocated to the pod, or the agent does not answer. Without this check a pod could use any
    /// device of the node, including another pod's or the node's own.
    /// </exception>
    public AssignedDevice? Take(string? resources, DeviceUse use, string? wanted = null)
    {
        IReadOnlyList<string> names = pod is null ? [] : ResourceNames.In(resources);
        if (names.Count == 0)
        {
            return wanted is null ? null : throw Unallocated(wanted, "the network has no device resource");
        }

        foreach (var resource in names)
        {
            var left = Of(resource).Left;
            if (left.Find(id => wanted is null ? !reserved.Contains(id) : id == wanted) is { } found)
            {
                left.Remove(found);
                return new AssignedDevice(resource, found);
            }
        }

        if (wanted is not null)
        {
            throw Unallocated(wanted, $"the pod has no free device of '{string.Join("' or '", names)}' with this id");
        }

        // A resource without devices is only node capacity (a bridge's marker). A device that the plugins do not use
        // is for the pod's containers, and one is enough for several networks.
        var lacking = names.FirstOrDefault(name => Of(name).IsOffered);
        return allowMissing
            || (lacking is null && use != DeviceUse.Required)
            || (use == DeviceUse.None && Of(lacking!).Count > 0)
                ? null
                : throw (lacking is null ? NotOffered(names[0]) : Missing(lacking, Of(lacking).Count));
    }

    private static CniException Unallocated(string device, string reason) => new(
        CniErrorCode.InvalidNetworkConfig,
        $"the pod's annotation requests device \"{Quote.Short(device)}\", which is not allocated to the pod: {reason}",
        "remove 'deviceID' from the annotation, or set it to one of the pod's own devices");

    // The kubelet allocates devices before it calls us, so normally no more will come. But a kubelet or a driver that
    // has just started may not know its pods yet, and the caller retries anyway.
    private static CniException Missing(string resource, int count) => new(
        CniErrorCode.TryAgainLater,
        count == 0
            ? $"the pod was allocated no device of '{resource}'"
            : $"the pod was allocated {count} of '{resource}', and its networks need more",
        $"the pod must request '{resource}' once per network that needs it; "
        + "ramus-webhook adds these requests to new pods");

    private static CniException NotOffered(string resource) => new(
        CniErrorCode.TryAgainLater,
        $"the network's plugin needs a device of '{resource}', but no device plugin on this node offers this resource",
        $"start the device plugin of '{resource}' on this node, or correct the network's annotation "
        + Annotations.ResourceName);

    private Allocated Of(string resource)
    {
        if (allocated.TryGetValue(resource, out var known))
        {
            return known;
        }

        var reply = agent.Ask(new AgentRequest { Ask = AgentQuestion.Devices, Pod = pod, Resources = [resource] });
        var ids = reply.Devices?.GetValueOrDefault(resource);

        // The agent leaves out a resource that no device plugin offers. A name without a domain belongs to a driver of
        // dynamic resource allocation: it cannot be node capacity.
        var isOffered = ids is not null || !resource.Contains('/', StringComparison.Ordinal);
        return allocated[resource] = new Allocated(isOffered, ids?.Count ?? 0, [.. ids ?? []]);
    }

    private sealed record Allocated(bool IsOffered, int Count, List<string> Left);
}
