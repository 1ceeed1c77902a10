using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using Ramus.Contract.Agent;
using Ramus.Contract.Cni;
using Ramus.Linux.Files;
using Ramus.Linux.Sockets;

namespace Ramus.Attachments.Agent;

/// <summary>
/// The agent's socket: a client writes one request and half-closes, then gets one reply and the end of the stream. Only
/// root may connect. The number of concurrent requests and the time per request are limited.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class AgentSocket(
    string path, Func<ReadOnlyMemory<byte>, CancellationToken, Task<AgentReply>> answer, IAgentSocketLog? log = null)
    : IDisposable
{
    private const int AtOnce = 64;
    private const int Backlog = 512;
    private const uint Root = 0;
    private static readonly TimeSpan ReadLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim room = new(AtOnce);
    private volatile string? failure = "not listening yet";

    /// <summary>Why the socket does not answer plugins; null when it does.</summary>
    public string? NotReadyReason => failure ?? (File.Exists(path) ? null : $"{path} was removed");

    /// <summary>Listens until cancelled, then lets the running requests finish.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                using var listener = Listen();
                failure = null;
                await AcceptAsync(listener, cancellationToken);
            }
            catch (Exception e) when (e is IOException or SocketException or UnauthorizedAccessException)
            {
                failure = e.Message;
                log?.Failed(path, e.Message);
                await Task.Delay(Look, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        failure = "stopping";
        await DrainAsync();
    }

    public void Dispose() => room.Dispose();

    private Socket Listen()
    {
        PrepareDirectory(Path.GetDirectoryName(path)!);
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            // The socket is bound under a temporary name, then renamed: it never has a mode wider than 0600, a client
            // always finds it, and an agent that ends never removes the socket of its successor.
            var temporary = $"{path}.{RandomNumberGenerator.GetHexString(4)}";
            listener.Bind(new UnixDomainSocketEndPoint(temporary));
            File.SetUnixFileMode(temporary, AtomicFile.Private);
            listener.Listen(Backlog);
            File.Move(temporary, path, overwrite: true);
            log?.Listening(path);
            return listener;
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    private void PrepareDirectory(string directory)
    {
        PosixFile.MakeDirectory(directory);
        if (File.GetUnixFileMode(directory) == AtomicFile.PrivateDirectory)
        {
            return;
        }

        // A directory that other programs use, such as /run, must keep its mode.
        var name = Path.GetFileName(path);
        if (Directory.EnumerateFileSystemEntries(directory).All(
            entry => Path.GetFileName(entry).StartsWith(name, StringComparison.Ordinal)))
        {
            File.SetUnixFileMode(directory, AtomicFile.PrivateDirectory);
            return;
        }

        log?.DirectoryIsShared(directory);
    }

    private async Task AcceptAsync(Socket listener, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested && File.Exists(path))
        {
            using var look = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            look.CancelAfter(Look);
            try
            {
                await room.WaitAsync(look.Token);
            }
            catch (OperationCanceledException)
            {
                continue;
            }

            try
            {
                var connection = await listener.AcceptAsync(look.Token);
                _ = ServeAndLeaveAsync(connection);
            }
            catch (OperationCanceledException)
            {
                room.Release();
            }
            catch
            {
                room.Release();
                throw;
            }
        }
    }

    // Not cancelled when the agent stops: a running request still gets its answer.
    private async Task ServeAndLeaveAsync(Socket connection)
    {
        try
        {
            using (connection)
            {
                await ServeAsync(connection);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            log?.ConnectionFailed(e.Message);
        }
        finally
        {
            room.Release();
        }
    }

    private async Task ServeAsync(Socket connection)
    {
        if (PeerCredentials.UserOf(connection) is var user && user != Root)
        {
            log?.PeerRefused(user);
            return;
        }

        var reply = await AnswerAsync(connection);
        using var limit = new CancellationTokenSource(ReadLimit);
        ReadOnlyMemory<byte> bytes = reply;
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await connection.SendAsync(bytes, limit.Token)..];
        }

        connection.Shutdown(SocketShutdown.Send);
    }

    private async Task<byte[]> AnswerAsync(Socket connection)
    {
        using var readLimit = new CancellationTokenSource(ReadLimit);
        if (await ReadAsync(connection, readLimit.Token) is not { } request)
        {
            return Fail($"the request is larger than {AgentRequest.MaxBytes} bytes");
        }

        using var answerLimit = new CancellationTokenSource(AnswerLimit);
        var reply = (await answer(request, answerLimit.Token)).ToJson();
        return reply.Length <= AgentReply.MaxBytes
            ? reply
            : Fail($"the answer is larger than {AgentReply.MaxBytes} bytes");
    }

    private static byte[] Fail(string message) =>
        AgentReply.Fail(CniErrorCode.DecodingFailure, message).ToJson();

    private static async Task<byte[]?> ReadAsync(Socket connection, CancellationToken cancellationToken)
    {
        var buffer = new byte[1024];
        var length = 0;
        while (await connection.ReceiveAsync(buffer.AsMemory(length), cancellationToken) is > 0 and var count)
        {
            length += count;
            if (length > AgentRequest.MaxBytes)
            {
                return null;
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }

        return buffer[..length];
    }

    private async Task DrainAsync()
    {
        using var limit = new CancellationTokenSource(DrainLimit);
        for (var idle = 0; idle < AtOnce && !limit.IsCancellationRequested; idle++)
        {
            await room.WaitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
