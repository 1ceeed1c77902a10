using Ramus.Contract.Agent;
using Ramus.Contract.Cni;
using Ramus.Contract.Selection;
using Ramus.Node.Pods;
using Ramus.Node.Services;

namespace Ramus.Node.Devices;

/// <summary>
/// The devices for all networks of a pod, by resource, in order: from the kubelet's device manager and from the pod's
/// resource claims.
/// </summary>
internal sealed class DeviceLookup(NodePods pods, KubeletDevices kubelet, ClaimedDevices claimed)
{
    /// <summary>The devices, or the reason why they are unknown now.</summary>
    public async Task<AgentReply> FindAsync(
        PodKey pod, IReadOnlyList<string> resources, CancellationToken cancellationToken)
    {
        try
        {
            return new AgentReply { Devices = (await CollectAsync(pod, resources, cancellationToken)).Of(resources) };
        }
        catch (DevicesUnknownException failure)
        {
            return AgentReply.Fail(CniErrorCode.TryAgainLater, failure.Message);
        }
    }

    private async Task<AllocatedDevices> CollectAsync(
        PodKey pod, IReadOnlyList<string> resources, CancellationToken cancellationToken)
    {
        AllocatedDevices devices;
        try
        {
            devices = await FromClaimsAsync(pod, cancellationToken);
        }
        catch (Exception failure) when (Failures.AreExpected(failure))
        {
            // While the API server is unreachable no pod can be replaced, so the kubelet's list by name is reliable.
            devices = await kubelet.FindAsync(pod, resources, cancellationToken);
            if (resources.All(devices.Has))
            {
                return devices;
            }

            throw;
        }

        devices.Add(await kubelet.FindAsync(
            pod, [.. resources.Where(resource => !devices.Has(resource))], cancellationToken));
        return devices;
    }

    private async Task<AllocatedDevices> FromClaimsAsync(PodKey pod, CancellationToken cancellationToken)
    {
        // The kubelet lists pods by name only: check that the pod with this name is still the requested one.
        if (await pods.FindAsync(pod, cancellationToken) is not { } found)
        {
            throw new DevicesUnknownException(
                $"pod {pod} with UID {pod.Uid} does not exist; if it was deleted or replaced, no action is needed");
        }

        return found.Claims is { } claims
            ? await claimed.FindAsync(pod, claims, cancellationToken)
            : new AllocatedDevices();
    }
}
