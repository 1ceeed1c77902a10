using System.Diagnostics;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Ramus.Contract.Admission;

namespace Ramus.Benchmarks;

/// <summary>
/// One connection that repeatedly sends the same review: bytes over TLS without a client library, so that the
/// processors are left to the measured program.
/// </summary>
internal static class ReviewConnection
{
    internal static byte[] Request(Uri address, string review)
    {
        var body = Encoding.UTF8.GetBytes(review);
        var head =
            $"POST {WebhookPaths.Pods}?timeout=5s HTTP/1.1\r\nHost: {address.Authority}\r\n"
            + "Content-Type: application/json\r\n"
            + $"Accept: application/json, */*\r\nContent-Length: {body.Length}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    internal static async Task<List<TimeSpan>> RunAsync(Uri address, byte[] request, TimeSpan time)
    {
        using var tcp = new TcpClient { NoDelay = true };
        await tcp.ConnectAsync(address.Host, address.Port);
        await using var tls = new SslStream(tcp.GetStream(), false, (_, certificate, _, _) => certificate is not null);
        await tls.AuthenticateAsClientAsync(address.Host);
        var times = new List<TimeSpan>(1 << 16);
        var buffer = new byte[64 * 1024];
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < time)
        {
            var sent = Stopwatch.GetTimestamp();
            await tls.WriteAsync(request);
            await ReadAsync(tls, buffer);
            times.Add(Stopwatch.GetElapsedTime(sent));
        }

        return times;
    }

    private static async Task ReadAsync(SslStream tls, byte[] buffer)
    {
        var filled = 0;
        while (true)
        {
            var read = await tls.ReadAsync(buffer.AsMemory(filled));
            if (read == 0)
            {
                throw new IOException("the webhook closed the connection");
            }

            filled += read;
            if (IsWhole(buffer.AsSpan(0, filled)))
            {
                return;
            }
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        if (!answer.StartsWith("HTTP/1.1 200"u8))
        {
            throw new IOException($"the webhook answered {Encoding.UTF8.GetString(answer)}");
        }

        var length = answer[(answer.IndexOf("Content-Length: "u8) + 16)..];
        return answer.Length == end + 4 + int.Parse(length[..length.IndexOf((byte)'\r')]);
    }
}
