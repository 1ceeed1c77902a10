using Grpc.Core;

namespace Ramus.DevicePlugin;

/// <summary>
/// Offers fake devices that are always healthy; every second device is on the second NUMA node. The allocation of a
/// device writes its file into the device-info directory, as SR-IOV's device plugin does.
/// </summary>
internal sealed class InventedDevices(string resource, IReadOnlyList<string> ids, DeviceInfoFolder folder)
    : DevicePlugin.DevicePluginBase
{
    public override Task<DevicePluginOptions> GetDevicePluginOptions(Empty request, ServerCallContext context) =>
        Task.FromResult(new DevicePluginOptions());

    public override async Task ListAndWatch(
        Empty request, IServerStreamWriter<ListAndWatchResponse> responses, ServerCallContext context)
    {
        var devices = ids.Select((id, index) => new Device
        {
            Id = id,
            Health = "Healthy",
            Topology = new TopologyInfo { Nodes = { new NumaNode { Id = index % 2 } } },
        });
        await responses.WriteAsync(new ListAndWatchResponse { Devices = { devices } }, context.CancellationToken);

        // The stream stays open: the kubelet takes its end for the end of the devices.
        await Task.Delay(Timeout.Infinite, context.CancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public override Task<AllocateResponse> Allocate(AllocateRequest request, ServerCallContext context)
    {
        foreach (var id in request.ContainerRequests.SelectMany(container => container.DeviceIds))
        {
            folder.Describe(id);
        }

        var variable = "PCIDEVICE_" + string.Concat(
            resource.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));
        var containers = request.ContainerRequests.Select(container => new ContainerAllocateResponse
        {
            Envs = { [variable] = string.Join(',', container.DeviceIds) },
        });
        return Task.FromResult(new AllocateResponse { ContainerResponses = { containers } });
    }
}
