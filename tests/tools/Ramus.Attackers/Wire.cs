using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Ramus.Attackers;

/// <summary>One connection of an attacker, which sends arbitrary bytes below or inside TLS.</summary>
public sealed class Wire : IAsyncDisposable
{
    private readonly Socket socket;
    private SslStream? tls;

    private Wire(Socket socket) => this.socket = socket;

    /// <summary>Connects from a loopback address.</summary>
    public static async Task<Wire> ConnectAsync(IPAddress from, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(from, 0));
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return new Wire(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Completes the handshake; accepts any certificate.</summary>
    public async Task HandshakeAsync(CancellationToken cancellationToken, bool offersHttp2 = false)
    {
        tls = new SslStream(
            new NetworkStream(socket, ownsSocket: false), false, (_, certificate, _, _) => certificate is not null);
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "ramus-webhook",
                ApplicationProtocols = offersHttp2 ? [SslApplicationProtocol.Http2] : null,
            },
            cancellationToken);
    }

    /// <summary>Sends bytes without TLS.</summary>
    public async Task SendRawAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        await socket.SendAsync(bytes, cancellationToken);

    /// <summary>Sends bytes; inside TLS after the handshake.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (tls is not null)
        {
            await tls.WriteAsync(bytes, cancellationToken);
            return;
        }

        await SendRawAsync(bytes, cancellationToken);
    }

    /// <summary>Sends text.</summary>
    public Task SendAsync(string text, CancellationToken cancellationToken) =>
        SendAsync(Encoding.ASCII.GetBytes(text), cancellationToken);

    /// <summary>Sends single bytes with pauses until the server closes the connection.</summary>
    public async Task TrickleAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), cancellationToken);
            await SendAsync(" ", cancellationToken);
        }
    }

    /// <summary>Reads until the server closes the connection.</summary>
    public async Task UntilEndAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[1024];
        while (await ReadAsync(buffer, cancellationToken) > 0)
        {
        }
    }

    /// <summary>Reads once: the answer, if it arrives in one piece.</summary>
    public async Task<string> AnswerAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        var read = await ReadAsync(buffer, cancellationToken);
        return read > 0 ? Encoding.UTF8.GetString(buffer, 0, read) : throw new IOException("ended without an answer");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (tls is not null)
        {
            await tls.DisposeAsync();
        }

        socket.Dispose();
    }

    private ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        tls is not null
            ? tls.ReadAsync(buffer, cancellationToken)
            : socket.ReceiveAsync(buffer, cancellationToken);
}
