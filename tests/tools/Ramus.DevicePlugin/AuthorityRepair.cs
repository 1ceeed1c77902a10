using System.Buffers.Binary;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace Ramus.DevicePlugin;

/// <summary>
/// Kubelets before 1.26 send the socket's path as a request's <c>:authority</c>. Kestrel refuses it as malformed, and
/// has no option to accept it. This proxy in front of Kestrel replaces it by "localhost".
/// </summary>
internal static class AuthorityRepair
{
    private const int PrefaceLength = 24;
    private const int FrameHeaderLength = 9;
    private const byte HeadersFrame = 1;
    private const int AuthorityIndex = 1; // in HPACK's static table

    // The length nine, without Huffman coding.
    private static readonly byte[] Localhost = [9, .. "localhost"u8];

    public static async Task RunAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var repaired = new Pipe();
        var transport = connection.Transport;
        connection.Transport = new Duplex(repaired.Reader, transport.Output);
        var pump = PumpAsync(transport.Input.AsStream(), repaired.Writer, connection.ConnectionClosed);
        await next(connection);
        await pump;
    }

    private static async Task PumpAsync(Stream from, PipeWriter to, CancellationToken cancellationToken)
    {
        try
        {
            var preface = new byte[PrefaceLength];
            await from.ReadExactlyAsync(preface, cancellationToken);
            await to.WriteAsync(preface, cancellationToken);
            while (true)
            {
                await CopyFrameAsync(from, to, cancellationToken);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ConnectionAbortedException)
        {
            await to.CompleteAsync(); // the kubelet closed the connection
        }
    }

    private static async Task CopyFrameAsync(Stream from, PipeWriter to, CancellationToken cancellationToken)
    {
        var header = new byte[FrameHeaderLength];
        await from.ReadExactlyAsync(header, cancellationToken);
        var payload = new byte[header[0] << 16 | BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(1))];
        await from.ReadExactlyAsync(payload, cancellationToken);
        if (header[3] == HeadersFrame)
        {
            payload = Repair(payload);
            header[0] = (byte)(payload.Length >> 16);
            BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(1), (ushort)payload.Length);
        }

        await to.WriteAsync(header, cancellationToken);
        await to.WriteAsync(payload, cancellationToken);
    }

    /// <summary>Walks through an HPACK block by its lengths, without decoding it (RFC 7541, section 6).</summary>
    private static byte[] Repair(byte[] block)
    {
        var position = 0;
        while (position < block.Length)
        {
            var first = block[position];
            if ((first & 0x80) != 0)
            {
                ReadInteger(block, ref position, prefixBits: 7); // an indexed field
                continue;
            }

            if ((first & 0xe0) == 0x20)
            {
                ReadInteger(block, ref position, prefixBits: 5); // a table size update
                continue;
            }

            var name = ReadInteger(block, ref position, prefixBits: (first & 0x40) != 0 ? 6 : 4);
            if (name == 0)
            {
                var nameLength = ReadInteger(block, ref position, prefixBits: 7);
                position += nameLength;
            }

            var value = position;
            var length = ReadInteger(block, ref position, prefixBits: 7);
            position += length;
            if (name == AuthorityIndex)
            {
                return [.. block[..value], .. Localhost, .. block[position..]];
            }
        }

        return block;
    }

    private static int ReadInteger(byte[] block, ref int position, int prefixBits)
    {
        var limit = (1 << prefixBits) - 1;
        var value = block[position++] & limit;
        if (value < limit)
        {
            return value;
        }

        for (var shift = 0; ; shift += 7)
        {
            var next = block[position++];
            value += (next & 0x7f) << shift;
            if ((next & 0x80) == 0)
            {
                return value;
            }
        }
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
