using Grpc.Core;

namespace Ramus.DevicePlugin;

/// <summary>Offers devices that exist by name only, healthy for ever; giving one to a container changes nothing.</summary>
internal sealed class InventedDevices(IReadOnlyList<string> ids) : DevicePlugin.DevicePluginBase
{
    public override Task<DevicePluginOptions> GetDevicePluginOptions(Empty request, ServerCallContext context) =>
        Task.FromResult(new DevicePluginOptions());

    public override async Task ListAndWatch(
        Empty request, IServerStreamWriter<ListAndWatchResponse> responses, ServerCallContext context)
    {
        var devices = ids.Select(id => new Device { Id = id, Health = "Healthy" });
        await responses.WriteAsync(new ListAndWatchResponse { Devices = { devices } }, context.CancellationToken);

        // The kubelet takes the end of the stream for the end of the devices.
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
    }

    public override Task<AllocateResponse> Allocate(AllocateRequest request, ServerCallContext context)
    {
        var containers = request.ContainerRequests.Select(_ => new ContainerAllocateResponse());
        return Task.FromResult(new AllocateResponse { ContainerResponses = { containers } });
    }
}
