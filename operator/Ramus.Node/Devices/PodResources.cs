using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client;
using Ramus.Networks;
using Ramus.Node.Devices.PodResourcesApi;

namespace Ramus.Node.Devices;

/// <summary>Asks the kubelet which devices its device manager gave to a pod.</summary>
internal sealed class PodResources(string kubeletDir, TimeProvider time) : IDisposable
{
    private const int MaxMessageBytes = 16 << 20;
    private const int Attempts = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    private readonly Lock guard = new();
    private GrpcChannel? channel;

    public string Socket { get; } = Path.Combine(kubeletDir, "pod-resources", "kubelet.sock");

    /// <summary>
    /// The device IDs of each asked resource, sorted, whatever container they are for. A resource without devices has
    /// an empty list.
    /// </summary>
    /// <exception cref="RpcException">The kubelet does not answer.</exception>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> FindAsync(
        PodKey pod, IReadOnlyList<string> resources, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var devices = Pick(await ListAsync(cancellationToken), pod, resources);
                if (attempt == Attempts || devices.Values.All(ids => ids.Count > 0))
                {
                    return devices;
                }
            }
            catch (RpcException failure) when (IsPassing(failure) && attempt < Attempts)
            {
                // The kubelet starts again, or its socket was made anew: the next attempt connects again.
            }

            // The kubelet allocates before it makes the sandbox, but its list may be a moment behind.
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    public void Dispose() => channel?.Dispose();

    private static bool IsPassing(RpcException failure) =>
        failure.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Internal;

    private static Dictionary<string, IReadOnlyList<string>> Pick(
        ListPodResourcesResponse list, PodKey pod, IReadOnlyList<string> resources)
    {
        var devices = list.PodResources
            .Where(entry => entry.Namespace == pod.Namespace && entry.Name == pod.Name)
            .SelectMany(entry => entry.Containers)
            .SelectMany(container => container.Devices)
            .ToLookup(device => device.ResourceName, StringComparer.Ordinal);
        return resources.Distinct(StringComparer.Ordinal).ToDictionary(
            resource => resource,
            IReadOnlyList<string> (resource) =>
                [.. devices[resource].SelectMany(device => device.DeviceIds)
                    .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            StringComparer.Ordinal);
    }

    private async Task<ListPodResourcesResponse> ListAsync(CancellationToken cancellationToken)
    {
        var client = new PodResourcesLister.PodResourcesListerClient(Channel());
        var deadline = time.GetUtcNow().UtcDateTime + Limit;
        return await client.ListAsync(
            new ListPodResourcesRequest(), deadline: deadline, cancellationToken: cancellationToken);
    }

    private GrpcChannel Channel()
    {
        lock (guard)
        {
            return channel ??= GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions
            {
                HttpHandler = new SocketsHttpHandler
                {
                    ConnectCallback = (_, cancellationToken) => ConnectAsync(cancellationToken),
                    PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
                },
                DisposeHttpClient = true,
                MaxReceiveMessageSize = MaxMessageBytes,
            });
        }
    }

    private async ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new System.Net.Sockets.Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Socket), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
