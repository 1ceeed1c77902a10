using System.Net.Sockets;

namespace Ramus.Testing;

/// <summary>A server on a unix socket: reads a request to its end, answers, and closes the connection.</summary>
public sealed class UnixServer : IDisposable
{
    private readonly Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Func<byte[], byte[]> answer;

    public UnixServer(string path, Func<byte[], byte[]> answer, int backlog = 64)
    {
        this.answer = answer;
        Path = path;
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(backlog);
    }

    public string Path { get; }

    /// <summary>Serves until disposed.</summary>
    public UnixServer Start()
    {
        _ = Task.Run(AcceptAsync);
        return this;
    }

    public void Dispose() => listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var connection = await listener.AcceptAsync();
                _ = Task.Run(() => ServeAsync(connection));
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // The server was disposed.
        }
    }

    private async Task ServeAsync(Socket connection)
    {
        try
        {
            await using var stream = new NetworkStream(connection, ownsSocket: true);
            using var request = new MemoryStream();
            await stream.CopyToAsync(request);
            await stream.WriteAsync(answer(request.ToArray()));
        }
        catch (IOException)
        {
            // The client closed the connection.
        }
    }
}
