using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Ramus.Kubernetes.Connections;

/// <summary>
/// Small buffers for a server with many connections and short requests. With the defaults a connection can buffer 1 MB
/// in the process and several in the kernel, which count towards the container's memory.
/// </summary>
public static class SmallBuffers
{
    /// <summary>The size of a connection's buffer in the process, and about that of its buffer in the kernel.</summary>
    public const int Bytes = 16 * 1024;

    // If the queue of new connections is full, the client's kernel repeats the SYN after one second, which is too late
    // for a probe.
    private const int Backlog = 4096;

    /// <summary>Sets small buffers for each connection, and limits the size of request lines and headers.</summary>
    public static IWebHostBuilder UseSmallBuffers(this IWebHostBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.ConfigureServices(static services =>
        {
            services.Configure<SocketTransportOptions>(static sockets =>
            {
                sockets.MaxReadBufferSize = Bytes;
                sockets.MaxWriteBufferSize = Bytes;
                sockets.Backlog = Backlog;
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

    /// <summary>Sets the kernel's buffer size on the listening socket; accepted connections inherit it.</summary>
    private static Socket Bind(EndPoint endpoint)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        socket.ReceiveBufferSize = Bytes;
        return socket;
    }
}
