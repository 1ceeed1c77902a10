using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client;

namespace Ramus.DevicePlugin;

/// <summary>Registers the plugin's socket with the kubelet.</summary>
internal static class KubeletRegistration
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Registers as soon as the kubelet listens; false when the plugin's own socket was removed meanwhile.
    /// </summary>
    public static async Task<bool> RegisterAsync(
        string folder, RegisterRequest request, CancellationToken cancellationToken)
    {
        while (File.Exists(Path.Combine(folder, request.Endpoint)))
        {
            using var transport = new SocketsHttpHandler
            {
                ConnectCallback = (_, token) => ConnectAsync(folder, token),
            };
            using var channel = GrpcChannel.ForAddress(
                "http://kubelet", new GrpcChannelOptions { HttpHandler = transport });
            try
            {
                await new Registration.RegistrationClient(channel)
                    .RegisterAsync(request, cancellationToken: cancellationToken);
                return true;
            }
            catch (RpcException) when (!cancellationToken.IsCancellationRequested)
            {
                // The kubelet is starting.
            }

            await Task.Delay(Interval, cancellationToken);
        }

        return false;
    }

    /// <summary>Waits until the plugin's socket is removed: a starting kubelet clears the directory.</summary>
    public static async Task WhileListedAsync(string folder, string endpoint, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested && File.Exists(Path.Combine(folder, endpoint)))
        {
            await Task.Delay(Interval, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async ValueTask<Stream> ConnectAsync(string folder, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(
                new UnixDomainSocketEndPoint(Path.Combine(folder, "kubelet.sock")), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
