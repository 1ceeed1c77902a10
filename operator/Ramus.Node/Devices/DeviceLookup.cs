using Ramus.Contract.Agent;
using Ramus.Contract.Cni;
using Ramus.Contract.Selection;
using Ramus.Node.Pods;
using Ramus.Node.Services;

namespace Ramus.Node.Devices;

/// <summary>
/// One answer for all of a pod's networks: what the kubelet's device manager gave it and what its resource claims
/// have, by resource, in order.
/// </summary>
internal sealed class DeviceLookup(NodePods pods, KubeletDevices kubelet, ClaimedDevices claimed)
{
    /// <summary>The devices, or exactly why nobody can tell them now.</summary>
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
            // While the API server is away no pod is replaced by another: what the kubelet gave it will do.
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
        // The kubelet knows pods by name only: who has the name now must be the one that is asked for.
        if (await pods.FindAsync(pod, cancellationToken) is not { } found)
        {
            throw new DevicesUnknownException(
                $"pod {pod} with UID {pod.Uid} does not exist (any more); nothing to do if it was deleted or replaced");
        }

        return found.Claims is { } claims
            ? await claimed.FindAsync(pod, claims, cancellationToken)
            : new AllocatedDevices();
    }
}
