using System.Diagnostics;
using System.Runtime.InteropServices;
using Ramus.Linux.Files;
using Ramus.Linux.Namespaces;

namespace Ramus.Linux.Netlink;

/// <summary>
/// A netlink connection to another network namespace; the process itself stays in its own. This class knows how
/// messages are framed and acknowledged; it does not interpret their content.
/// </summary>
internal sealed unsafe class NetlinkSocket : IDisposable
{
    // The longest message is that of an interface, whose list of other names alone can have 64 KiB.
    private const int BufferBytes = 1 << 17;

    // The kernel drops answers that do not fit into the socket's own buffer, which has room for some hundred.
    private const int MostRequests = 64;

    // The kernel answers at once. An answer that was dropped, because another process fills the buffer, never comes.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const int MostReports = 1000;

    // In an answer this bit means that attributes follow which explain it (NLM_F_ACK_TLVS).
    private const int HasExplanation = 0x200;

    // The buffer of the socket that was closed last. Not from the shared array pool, which measures for half a
    // millisecond how fast it can find the current processor when it gets a second array back.
    private static nint spare;

    private readonly int fd;
    private readonly string netns;
    private nint buffer;
    private uint sequence;

    private NetlinkSocket(int fd, string netns)
    {
        this.fd = fd;
        this.netns = netns;
        var kept = Interlocked.Exchange(ref spare, 0);
        buffer = kept != 0 ? kept : (nint)NativeMemory.Alloc(BufferBytes);
    }

    /// <summary>Receives one message of an answer; returns true for the last one.</summary>
    internal delegate bool Receiver(MessageType type, ReadOnlySpan<byte> body);

    /// <summary>Opens a socket in the namespace at <paramref name="netns"/>.</summary>
    /// <exception cref="IOException">The namespace cannot be entered.</exception>
    public static NetlinkSocket Open(string netns)
    {
        using var space = OpenedNamespace.Open(netns);
        return Open(space);
    }

    /// <summary>
    /// Opens a socket in a namespace. A socket belongs to the namespace in which it was created, and can be used from
    /// any other.
    /// </summary>
    /// <param name="space">The namespace.</param>
    /// <param name="groups">The changes that the kernel reports to the socket, a set of RTMGRP_ bits.</param>
    /// <exception cref="IOException">The namespace cannot be entered.</exception>
    public static NetlinkSocket Open(OpenedNamespace space, uint groups = 0) =>
        new(space.Run(() => OpenHere(space.Path, groups)), space.Path);

    /// <inheritdoc/>
    public void Dispose()
    {
        var own = Interlocked.Exchange(ref buffer, 0);
        if (own == 0)
        {
            return;
        }

        _ = Libc.close(fd);
        NativeMemory.Free((void*)Interlocked.Exchange(ref spare, own));
    }

    /// <summary>
    /// Sends a request and reads until the kernel has answered it, or has refused it with the
    /// <paramref name="expected"/> error. False when the kernel reports that the answer is inconsistent.
    /// </summary>
    /// <exception cref="IOException">The kernel refuses the request with another error.</exception>
    public bool Exchange(NetlinkRequest request, string action, Receiver receive, int expected = 0)
    {
        Send(request.ToArray(++sequence), action);
        return Read(sequence, action, receive, expected);
    }

    /// <summary>Sends changes together; the kernel tries each of them, even after it has refused one.</summary>
    /// <param name="requests">The changes, each with the action that a failure names.</param>
    /// <returns>For each request why the kernel refuses it, or null.</returns>
    /// <exception cref="IOException">The requests cannot be sent, or the answer cannot be read.</exception>
    public IReadOnlyList<NetlinkException?> ExchangeAll(
        params IReadOnlyList<(NetlinkRequest Request, string Action)> requests)
    {
        var failures = new NetlinkException?[requests.Count];
        for (var start = 0; start < requests.Count; start += MostRequests)
        {
            ExchangeSome(requests, start, Math.Min(start + MostRequests, requests.Count), failures);
        }

        return failures;
    }

    private void ExchangeSome(
        IReadOnlyList<(NetlinkRequest Request, string Action)> requests,
        int start,
        int end,
        NetlinkException?[] failures)
    {
        var first = sequence + 1;
        var messages = new MemoryStream();
        for (var index = start; index < end; index++)
        {
            messages.Write(requests[index].Request.ToArray(++sequence));
        }

        Send(messages.ToArray(), requests[start].Action);
        for (var index = start; index < end; index++)
        {
            try
            {
                Read(first + (uint)(index - start), requests[index].Action, static (_, _) => false, expected: 0);
            }
            catch (NetlinkException failure)
            {
                failures[index] = failure;
            }
        }
    }

    // The kernel answers in the order of the requests, each with messages of its own.
    private bool Read(uint number, string action, Receiver receive, int expected)
    {
        var isWhole = true;
        while (true)
        {
            var rest = Receive(action);
            while (rest.Length >= NetlinkHeader.Size)
            {
                var header = MemoryMarshal.Read<NetlinkHeader>(rest);
                if (header.Length < NetlinkHeader.Size || header.Length > rest.Length)
                {
                    throw Malformed(action);
                }

                isWhole &= !header.Flags.HasFlag(MessageFlags.DumpInterrupted);
                var body = rest[NetlinkHeader.Size..header.Length];
                if (header.Sequence == number && IsLast(header, body, action, receive, expected))
                {
                    return isWhole;
                }

                rest = rest[Math.Min(AttributeHeader.Aligned(header.Length), rest.Length)..];
            }
        }
    }

    private static int OpenHere(string netns, uint groups)
    {
        var fd = Libc.socket(Libc.AF_NETLINK, Libc.SOCK_RAW | Libc.O_CLOEXEC, 0);
        if (fd < 0)
        {
            throw PosixFile.Failure("open a netlink socket in", netns);
        }

        var patience = new Libc.TimeValue { Seconds = (nint)Patience.TotalSeconds };
        _ = Libc.setsockopt(fd, Libc.SOL_SOCKET, Libc.SO_RCVTIMEO, &patience, sizeof(Libc.TimeValue));

        // Best effort: older kernels explain less, and list more than was asked for.
        var on = 1;
        _ = Libc.setsockopt(fd, Libc.SOL_NETLINK, Libc.NETLINK_EXT_ACK, &on, sizeof(int));
        _ = Libc.setsockopt(fd, Libc.SOL_NETLINK, Libc.NETLINK_CAP_ACK, &on, sizeof(int));
        _ = Libc.setsockopt(fd, Libc.SOL_NETLINK, Libc.NETLINK_GET_STRICT_CHK, &on, sizeof(int));
        var address = new Libc.NetlinkAddress { Family = Libc.AF_NETLINK, Groups = groups };
        if (groups == 0 || Libc.bind(fd, &address, sizeof(Libc.NetlinkAddress)) == 0)
        {
            return fd;
        }

        var failure = PosixFile.Failure("subscribe to changes in", netns);
        _ = Libc.close(fd);
        throw failure;
    }

    /// <summary>Waits for a reported change, and discards all changes that were reported so far.</summary>
    /// <returns>False when <paramref name="patience"/> ran out.</returns>
    public bool AwaitChange(TimeSpan patience)
    {
        var poll = new Libc.PollFd { Fd = fd, Events = Libc.POLLIN };
        if (Libc.poll(&poll, 1, (int)Math.Max(0, patience.TotalMilliseconds)) <= 0)
        {
            return false;
        }

        // At most what the socket's buffer holds: another process can write as fast as this one reads.
        for (var read = 0; read < MostReports; read++)
        {
            // The caller looks at the current state, not at the reports.
            if (Libc.recvfrom(fd, (byte*)buffer, BufferBytes, Libc.MSG_DONTWAIT, null, null) < 0)
            {
                break;
            }
        }

        return true;
    }

    private void Send(byte[] request, string action)
    {
        fixed (byte* start = request)
        {
            if (Libc.send(fd, start, request.Length, 0) < 0)
            {
                throw PosixFile.Failure(action + " in", netns);
            }
        }
    }

    // Every process in the namespace can send to this socket; only the kernel has port 0.
    private ReadOnlySpan<byte> Receive(string action)
    {
        var began = Stopwatch.GetTimestamp();
        do
        {
            var sender = new Libc.NetlinkAddress { Port = uint.MaxValue };
            var length = sizeof(Libc.NetlinkAddress);
            var count = Libc.recvfrom(fd, (byte*)buffer, BufferBytes, Libc.MSG_TRUNC, &sender, &length);
            if (count < 0 && PosixFile.Errno() is not (Libc.EINTR or Libc.EAGAIN))
            {
                throw PosixFile.Failure(action + " in", netns);
            }

            if (count >= 0 && sender.Port == 0)
            {
                return count <= BufferBytes
                    ? new ReadOnlySpan<byte>((void*)buffer, (int)count)
                    : throw new IOException($"cannot {action}: the kernel's answer has {count} bytes");
            }
        }
        while (Stopwatch.GetElapsedTime(began) < Patience);
        throw new IOException($"cannot {action} in {netns}: the kernel's answer was lost");
    }

    private static bool IsLast(
        NetlinkHeader header, ReadOnlySpan<byte> body, string action, Receiver receive, int expected)
    {
        if (header.Type is not (MessageType.Error or MessageType.Done))
        {
            return receive(header.Type, body);
        }

        // The end of a list contains an error, too, when the kernel refuses the request for the list.
        var isKnown = MemoryMarshal.TryRead<int>(body, out var negative);
        if (!isKnown && header.Type == MessageType.Error)
        {
            throw Malformed(action);
        }

        var error = -negative;
        if (error <= 0 || error == expected)
        {
            return true;
        }

        var reason = Explanation(header, body) is { Length: > 0 } words
            ? $"{Marshal.GetPInvokeErrorMessage(error)} ({words})"
            : Marshal.GetPInvokeErrorMessage(error);
        throw new NetlinkException($"cannot {action}: {reason}", error);
    }

    // The extended acknowledgement: after the error number and the header of the request (NETLINK_CAP_ACK).
    private static string? Explanation(NetlinkHeader header, ReadOnlySpan<byte> body)
    {
        const ushort message = 1;
        var start = header.Type == MessageType.Error ? sizeof(int) + NetlinkHeader.Size : sizeof(int);
        if (((ushort)header.Flags & HasExplanation) == 0 || body.Length <= start)
        {
            return null;
        }

        var attributes = new AttributeReader(body[start..]);
        while (attributes.Read())
        {
            if (attributes.Type == message)
            {
                return attributes.Text();
            }
        }

        return null;
    }

    private static IOException Malformed(string action) =>
        new($"cannot {action}: the kernel's answer is malformed");
}
