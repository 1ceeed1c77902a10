using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Ramus.Kubernetes.Connections;

/// <summary>
/// Buffers for a server that many can connect to and that reads little from each: a connection of the defaults may
/// keep a megabyte waiting here, and several in the kernel, which counts for the memory of the container too.
/// </summary>
public static class SmallBuffers
{
    /// <summary>Bytes that one connection may keep waiting here, and about as many in the kernel.</summary>
    public const int Bytes = 16 * 1024;

    /// <summary>Gives each connection small buffers, and limits what comes before a request's body.</summary>
    public static IWebHostBuilder UseSmallBuffers(this IWebHostBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.ConfigureServices(static services =>
        {
            services.Configure<SocketTransportOptions>(static sockets =>
            {
                sockets.MaxReadBufferSize = Bytes;
                sockets.MaxWriteBufferSize = Bytes;
                sockets.CreateBoundListenSocket = Bind;
            });
            services.Configure<KestrelServerOptions>(static kestrel =>
            {
                kestrel.Limits.MaxConcurrentConnections = null;
                kestrel.Limits.MaxRequestBufferSize = Bytes;
                kestrel.Limits.MaxRequestLineSize = Bytes / 4;
                kestrel.Limits.MaxRequestHeadersTotalSize = Bytes / 2;
                kestrel.Limits.MaxResponseBufferSize = Bytes;
            });
        });
    }

    /// <summary>Accepted connections inherit the size of the kernel's buffer.</summary>
    private static Socket Bind(EndPoint endpoint)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        socket.ReceiveBufferSize = Bytes;
        return socket;
    }
}
