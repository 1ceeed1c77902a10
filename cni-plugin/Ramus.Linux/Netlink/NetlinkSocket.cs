using System.Runtime.InteropServices;
using Ramus.Linux.Files;
using Ramus.Linux.Namespaces;

namespace Ramus.Linux.Netlink;

/// <summary>
/// A conversation with the kernel about another network namespace. The process itself stays where it is. Knows messages
/// and their ends, and nothing of their meaning.
/// </summary>
internal sealed unsafe class NetlinkSocket : IDisposable
{
    private const int BufferBytes = 1 << 14;

    private readonly int fd;
    private readonly string netns;
    private readonly byte[] buffer = GC.AllocateUninitializedArray<byte>(BufferBytes);
    private uint sequence;

    private NetlinkSocket(int fd, string netns)
    {
        this.fd = fd;
        this.netns = netns;
    }

    /// <summary>Takes a part of an answer; true for the last one.</summary>
    internal delegate bool Receiver(MessageType type, ReadOnlySpan<byte> body);

    /// <summary>Opens a socket in the namespace at <paramref name="netns"/>.</summary>
    /// <exception cref="IOException">It cannot be entered.</exception>
    public static NetlinkSocket Open(string netns)
    {
        var space = OpenNamespace(netns);
        try
        {
            return new NetlinkSocket(OpenInside(space, netns), netns);
        }
        finally
        {
            _ = Libc.close(space);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _ = Libc.close(fd);

    /// <summary>
    /// Sends a request and reads until it is answered, or refused with the <paramref name="expected"/> error; false
    /// when the kernel says that the answer is torn.
    /// </summary>
    /// <exception cref="IOException">The kernel refuses the request with another error.</exception>
    public bool Exchange(NetlinkRequest request, string action, Receiver receive, int expected = 0)
    {
        Send(request.ToArray(++sequence), action);
        var isWhole = true;
        while (true)
        {
            var rest = Receive();
            while (rest.Length >= NetlinkHeader.Size)
            {
                var header = MemoryMarshal.Read<NetlinkHeader>(rest);
                if (header.Length < NetlinkHeader.Size || header.Length > rest.Length)
                {
                    throw Malformed(action);
                }

                isWhole &= !header.Flags.HasFlag(MessageFlags.DumpInterrupted);
                var body = rest[NetlinkHeader.Size..header.Length];
                if (header.Sequence == sequence && IsLast(header.Type, body, action, receive, expected))
                {
                    return isWhole;
                }

                rest = rest[Math.Min(AttributeHeader.Aligned(header.Length), rest.Length)..];
            }
        }
    }

    private static int OpenNamespace(string path)
    {
        var space = Libc.open(path, Libc.O_RDONLY | Libc.O_CLOEXEC, 0);
        return space >= 0 ? space : throw PosixFile.Failure("open", path);
    }

    /// <summary>A socket belongs to the namespace in which it was made, and may be used from anywhere.</summary>
    private static int OpenInside(int space, string netns)
    {
        var own = OpenNamespace(NetworkNamespace.Own);
        try
        {
            if (Libc.setns(space, Libc.CLONE_NEWNET) < 0)
            {
                throw PosixFile.Failure("enter", netns);
            }

            var fd = Libc.socket(Libc.AF_NETLINK, Libc.SOCK_RAW | Libc.O_CLOEXEC, 0);
            var failure = fd < 0 ? PosixFile.Failure("open a netlink socket in", netns) : null;
            if (Libc.setns(own, Libc.CLONE_NEWNET) < 0)
            {
                // Delegates inherit the thread's namespace: they would take the pod for the node.
                Environment.FailFast(PosixFile.Failure("leave", netns).Message);
            }

            return failure is null ? fd : throw failure;
        }
        finally
        {
            _ = Libc.close(own);
        }
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

    // Every process of the namespace may send to this socket; only the kernel has the port 0.
    private ReadOnlySpan<byte> Receive()
    {
        while (true)
        {
            var sender = new Libc.NetlinkAddress { Port = uint.MaxValue };
            var length = sizeof(Libc.NetlinkAddress);
            nint count;
            fixed (byte* start = buffer)
            {
                count = Libc.recvfrom(fd, start, buffer.Length, 0, &sender, &length);
            }

            if (count < 0 && PosixFile.Errno() != Libc.EINTR)
            {
                throw PosixFile.Failure("read", netns);
            }

            if (count >= 0 && sender.Port == 0)
            {
                return buffer.AsSpan(0, (int)count);
            }
        }
    }

    private bool IsLast(MessageType type, ReadOnlySpan<byte> body, string action, Receiver receive, int expected)
    {
        if (type != MessageType.Error)
        {
            return receive(type, body);
        }

        var error = MemoryMarshal.TryRead<int>(body, out var negative) ? -negative : throw Malformed(action);
        return error == 0 || error == expected
            ? true
            : throw new IOException($"cannot {action} in {netns}: {Marshal.GetPInvokeErrorMessage(error)}", error);
    }

    private IOException Malformed(string action) =>
        new($"cannot {action} in {netns}: the kernel's answer is malformed");
}
