using System.Diagnostics.Metrics;
using Grpc.Core;
using Ramus.Node.Services;

namespace Ramus.Node.Devices;

/// <summary>
/// How many devices the node's device plugins offer and how many pods have, for the metrics: a pool that is used up
/// keeps pods pending, and nobody else on the node says so.
/// </summary>
internal sealed class DevicePools
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private readonly PodResources kubelet;
    private readonly KubeletCheckpoint checkpoint;
    private readonly TimeProvider time;
    private volatile IReadOnlyDictionary<string, int> offered = new Dictionary<string, int>();
    private volatile IReadOnlyDictionary<string, int> allocated = new Dictionary<string, int>();

    public DevicePools(PodResources kubelet, KubeletCheckpoint checkpoint, TimeProvider time, NodeMetrics metrics)
    {
        (this.kubelet, this.checkpoint, this.time) = (kubelet, checkpoint, time);
        metrics.Observe(
            "ramus_node_devices", "Devices that device plugins offer on this node.", () => Measure(offered));
        metrics.Observe(
            "ramus_node_devices_allocated", "Devices of ramus_node_devices that pods have.",
            () => Measure(offered.ToDictionary(pool => pool.Key, pool => allocated.GetValueOrDefault(pool.Key))));
    }

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(cancellationToken);
            }
            catch (RpcException)
            {
                // The kubelet is away: what was known stays, and plugins that ask are told.
            }

            await Task.Delay(Interval, time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Looks once.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        var pools = await OfferedAsync(cancellationToken);
        if (pools.Count > 0)
        {
            var list = await kubelet.ListAsync(cancellationToken);
            allocated = Count(list.PodResources.SelectMany(pod => pod.Containers)
                .SelectMany(container => container.Devices));
        }

        offered = pools;
    }

    private async Task<IReadOnlyDictionary<string, int>> OfferedAsync(CancellationToken cancellationToken)
    {
        try
        {
            return Count((await kubelet.ListAllocatableAsync(cancellationToken)).Devices);
        }
        catch (RpcException failure) when (failure.StatusCode is StatusCode.Unimplemented or StatusCode.Unknown)
        {
            // Kubelets before 1.23 do not have this question, or refuse it.
            return checkpoint.Offered()?.Count() ?? new Dictionary<string, int>();
        }
    }

    private static IReadOnlyDictionary<string, int> Count(IEnumerable<PodResourcesApi.ContainerDevices> devices)
    {
        var counted = new AllocatedDevices();
        foreach (var device in devices)
        {
            counted.Add(device.ResourceName, device.DeviceIds);
        }

        return counted.Count();
    }

    private static IEnumerable<Measurement<int>> Measure(IReadOnlyDictionary<string, int> pools) =>
        pools.Select(pool => new Measurement<int>(
            pool.Value, new KeyValuePair<string, object?>("resource", pool.Key)));
}
