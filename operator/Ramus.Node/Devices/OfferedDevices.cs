using Grpc.Core;

namespace Ramus.Node.Devices;

/// <summary>
/// The devices that the node's device plugins offer: from the kubelet's API, else from its checkpoint file. A resource
/// that is not among them is only a number in the node's capacity, for example one that KubeVirt's bridge marker
/// writes.
/// </summary>
internal sealed class OfferedDevices(PodResources kubelet, KubeletCheckpoint checkpoint)
{
    /// <summary>The offered devices by resource; null when no source has them.</summary>
    /// <exception cref="RpcException">The kubelet does not answer.</exception>
    public async Task<AllocatedDevices?> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            var offered = new AllocatedDevices();
            foreach (var device in (await kubelet.ListAllocatableAsync(cancellationToken)).Devices)
            {
                offered.Add(device.ResourceName, device.DeviceIds);
            }

            return offered;
        }
        catch (RpcException failure) when (failure.StatusCode is StatusCode.Unimplemented or StatusCode.Unknown)
        {
            // Kubelets before 1.23 do not implement this call, or have it disabled.
            return checkpoint.Offered();
        }
    }
}
