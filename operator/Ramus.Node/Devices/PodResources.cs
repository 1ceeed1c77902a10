using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client;
using Ramus.Contract.NodeDisk;
using Ramus.Node.Devices.PodResourcesApi;

namespace Ramus.Node.Devices;

/// <summary>The kubelet's pod-resources API (v1) on its socket.</summary>
internal sealed class PodResources(string kubeletDir, TimeProvider time) : IDisposable
{
    private const int MaxMessageBytes = 16 << 20;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    private readonly Lock guard = new();
    private GrpcChannel? channel;

    public string Socket { get; } = NodeLayout.PodResourcesIn(kubeletDir);

    /// <summary>Why there is no socket to ask, and what to do; null when the socket exists.</summary>
    public string? WhyNoSocket =>
        File.Exists(Socket) ? null
        : !Directory.Exists(kubeletDir)
            ? $"the kubelet's folder {kubeletDir} does not exist on this node; set the chart's value host.kubeletDir "
                + "(--kubelet-dir) to the kubelet's --root-dir"
        : !Directory.Exists(Path.GetDirectoryName(Socket))
            ? $"the folder of the socket does not exist; mount it into the agent, or set the chart's value "
                + "host.kubeletDir (--kubelet-dir) to the kubelet's --root-dir"
        : "the socket does not exist; check that the kubelet runs";

    /// <summary>The devices that are allocated to the kubelet's pods.</summary>
    /// <exception cref="RpcException">The kubelet does not answer.</exception>
    public async Task<ListPodResourcesResponse> ListAsync(CancellationToken cancellationToken) =>
        await Client().ListAsync(
            new ListPodResourcesRequest(), deadline: Deadline(), cancellationToken: cancellationToken);

    /// <summary>The devices that the node's device plugins offer.</summary>
    /// <exception cref="RpcException">The kubelet does not answer, or is older than 1.23.</exception>
    public async Task<AllocatableResourcesResponse> ListAllocatableAsync(CancellationToken cancellationToken) =>
        await Client().GetAllocatableResourcesAsync(
            new AllocatableResourcesRequest(), deadline: Deadline(), cancellationToken: cancellationToken);

    public void Dispose() => channel?.Dispose();

    private DateTime Deadline() => time.GetUtcNow().UtcDateTime + Limit;

    private PodResourcesLister.PodResourcesListerClient Client()
    {
        lock (guard)
        {
            return new PodResourcesLister.PodResourcesListerClient(channel ??= Open());
        }
    }

    private GrpcChannel Open() => GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions
    {
        HttpHandler = new SocketsHttpHandler
        {
            ConnectCallback = (_, cancellationToken) => ConnectAsync(cancellationToken),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        },
        DisposeHttpClient = true,
        MaxReceiveMessageSize = MaxMessageBytes,
    });

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
