using Grpc.Core;
using Ramus.Contract.Selection;
using Ramus.Node.Devices.PodResourcesApi;
using Ramus.Node.Services;

namespace Ramus.Node.Devices;

/// <summary>What the kubelet's device manager gave to a pod, by its socket, else by its checkpoint.</summary>
internal sealed class KubeletDevices(
    PodResources kubelet, KubeletCheckpoint checkpoint, TimeProvider time, NodeMetrics metrics)
{
    private const int Attempts = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// The pod's devices. While one of the <paramref name="wanted"/> resources has none, it is looked again for a
    /// moment: the kubelet allocates before it makes the sandbox, but its list may be a little behind.
    /// </summary>
    /// <exception cref="DevicesUnknownException">The kubelet cannot be asked, and wrote nothing of the pod.</exception>
    public async Task<AllocatedDevices> FindAsync(
        PodKey pod, IReadOnlyList<string> wanted, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            string trouble;
            try
            {
                var entries = Entries(await kubelet.ListAsync(cancellationToken), pod);
                if (entries.Count <= 1)
                {
                    var devices = Collect(entries);
                    if (attempt == Attempts || wanted.All(devices.Has))
                    {
                        return Counted(devices, "kubelet", wanted);
                    }

                    trouble = "";
                }
                else
                {
                    // One of them ends, and the list has no UIDs to tell which.
                    trouble = "it lists two pods of that name";
                }
            }
            catch (RpcException failure)
            {
                trouble = failure.Status.Detail;
                attempt = IsPassing(failure) && File.Exists(kubelet.Socket) ? attempt : Attempts;
            }

            if (attempt == Attempts)
            {
                return FromCheckpoint(pod, wanted, trouble);
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    // Starting again, or busy: newer kubelets answer a limited number of requests a second.
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
                $"the kubelet does not tell the devices of pod {pod} on {kubelet.Socket}: {trouble}; "
                + "see that the kubelet runs and its pod-resources directory is mounted into the agent");

    private AllocatedDevices Counted(AllocatedDevices devices, string source, IReadOnlyList<string> wanted)
    {
        metrics.LookedUpDevices(source, wanted.All(devices.Has));
        return devices;
    }
}
