using Grpc.Core;
using Ramus.Contract.Selection;
using Ramus.Node.Devices.PodResourcesApi;
using Ramus.Node.Services;

namespace Ramus.Node.Devices;

/// <summary>The kubelet's device allocations for a pod: from its socket, else from its checkpoint file.</summary>
internal sealed class KubeletDevices(
    PodResources kubelet, KubeletCheckpoint checkpoint, OfferedDevices offered, TimeProvider time, NodeMetrics metrics)
{
    private const int Attempts = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// The pod's devices. While one of the <paramref name="wanted"/> resources has no device, the lookup is repeated
    /// for a moment: the kubelet allocates devices before it creates the sandbox, but its list may be slightly stale.
    /// Of the wanted resources without a device, the result knows those that a device plugin offers, and all of them
    /// when the offered ones are unknown.
    /// </summary>
    /// <exception cref="DevicesUnknownException">
    /// The kubelet does not answer, and its checkpoint does not have the pod.
    /// </exception>
    public async Task<AllocatedDevices> FindAsync(
        PodKey pod, IReadOnlyList<string> wanted, CancellationToken cancellationToken)
    {
        IReadOnlyList<string>? possible = null;
        for (var attempt = 1; ; attempt++)
        {
            string trouble;
            try
            {
                var entries = Entries(await kubelet.ListAsync(cancellationToken), pod);
                if (entries.Count <= 1)
                {
                    var devices = Collect(entries);
                    possible = wanted.All(devices.Has) ? wanted : possible
                        ?? await PossibleAsync(wanted, cancellationToken);
                    if (attempt == Attempts || possible.All(devices.Has))
                    {
                        return Counted(devices, "kubelet", possible);
                    }

                    trouble = "";
                }
                else
                {
                    // One of the two pods is terminating, and the list has no UIDs to tell which one.
                    trouble = "the kubelet lists two pods of that name";
                }
            }
            catch (RpcException failure)
            {
                var noSocket = kubelet.WhyNoSocket;
                trouble = noSocket ?? failure.Status.Detail;
                attempt = noSocket is null && IsPassing(failure) ? attempt : Attempts;
            }

            if (attempt == Attempts)
            {
                return FromCheckpoint(pod, possible ?? wanted, trouble);
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    /// <summary>The resources that can have devices.</summary>
    private async Task<IReadOnlyList<string>> PossibleAsync(
        IReadOnlyList<string> wanted, CancellationToken cancellationToken) =>
        await offered.FindAsync(cancellationToken) is { } known ? [.. wanted.Where(known.Knows)] : wanted;

    // The kubelet is restarting, or busy: newer kubelets limit the requests per second.
    private static bool IsPassing(RpcException failure) => failure.StatusCode
        is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Internal or StatusCode.ResourceExhausted;

    private static List<PodResourcesApi.PodResources> Entries(ListPodResourcesResponse list, PodKey pod) =>
        [.. list.PodResources.Where(entry => entry.Namespace == pod.Namespace && entry.Name == pod.Name)];

    private static AllocatedDevices Collect(List<PodResourcesApi.PodResources> entries)
    {
        var devices = new AllocatedDevices();
        foreach (var device in entries.SelectMany(entry => entry.Containers)
            .SelectMany(container => container.Devices))
        {
            devices.Add(device.ResourceName, device.DeviceIds);
        }

        return devices;
    }

    private AllocatedDevices FromCheckpoint(PodKey pod, IReadOnlyList<string> wanted, string trouble) =>
        checkpoint.Find(pod.Uid) is { } devices
            ? Counted(devices, "checkpoint", wanted)
            : throw new DevicesUnknownException(
                $"the devices of pod {pod} cannot be read from the kubelet's socket {kubelet.Socket}: {trouble}");

    private AllocatedDevices Counted(AllocatedDevices devices, string source, IReadOnlyList<string> wanted)
    {
        metrics.LookedUpDevices(source, wanted.All(devices.Has));
        foreach (var resource in wanted)
        {
            devices.Add(resource, []);
        }

        return devices;
    }
}
