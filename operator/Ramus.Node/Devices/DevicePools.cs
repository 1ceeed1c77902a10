using System.Diagnostics.Metrics;
using Grpc.Core;
using Ramus.Node.Services;

namespace Ramus.Node.Devices;

/// <summary>
/// Counts the devices that the node's device plugins offer and the devices that pods have, for the metrics: an
/// exhausted pool keeps pods pending, and no other metric of the node shows that.
/// </summary>
internal sealed class DevicePools
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private readonly PodResources kubelet;
    private readonly OfferedDevices source;
    private readonly TimeProvider time;
    private volatile IReadOnlyDictionary<string, int> offered = new Dictionary<string, int>();
    private volatile IReadOnlyDictionary<string, int> allocated = new Dictionary<string, int>();

    public DevicePools(PodResources kubelet, OfferedDevices source, TimeProvider time, NodeMetrics metrics)
    {
        (this.kubelet, this.source, this.time) = (kubelet, source, time);
        metrics.Observe(
            "ramus_node_devices", "Devices that device plugins offer on this node.", () => Measure(offered));
        metrics.Observe(
            "ramus_node_devices_allocated", "Devices of ramus_node_devices that are allocated to pods.",
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
                // The kubelet does not answer: keep the last counts. Lookups for a pod report this failure.
            }

            await Task.Delay(Interval, time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Counts once.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        var pools = (await source.FindAsync(cancellationToken))?.Count() ?? new Dictionary<string, int>();
        if (pools.Count > 0)
        {
            var list = await kubelet.ListAsync(cancellationToken);
            allocated = Count(list.PodResources.SelectMany(pod => pod.Containers)
                .SelectMany(container => container.Devices));
        }

        offered = pools;
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
