using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;
using Ramus.Linux.Files;
using Ramus.Linux.Namespaces;

namespace Ramus.Linux.Netlink;

/// <summary>The routes of another network namespace. The process itself stays where it is.</summary>
public sealed unsafe class RouteSocket : IDisposable
{
    private const int BufferBytes = 1 << 14;
    private const int InterruptedFlag = 0x10;
    private const int DumpAttempts = 10;
    private const int ENODEV = 19;

    private readonly int fd;
    private readonly string netns;
    private readonly byte[] buffer = GC.AllocateUninitializedArray<byte>(BufferBytes);
    private uint sequence;

    private RouteSocket(int fd, string netns)
    {
        this.fd = fd;
        this.netns = netns;
    }

    /// <summary>Opens the namespace at <paramref name="netns"/>.</summary>
    /// <exception cref="IOException">It cannot be entered.</exception>
    public static RouteSocket Open(string netns)
    {
        var space = OpenNamespace(netns);
        try
        {
            return new RouteSocket(OpenInside(space, netns), netns);
        }
        finally
        {
            _ = Libc.close(space);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _ = Libc.close(fd);

    /// <summary>The index of the interface <paramref name="name"/>; null when there is none.</summary>
    public int? IndexOf(string name)
    {
        int? index = null;
        Receiver receive = (type, body) =>
        {
            if (type != RouteMessage.NewLink)
            {
                return false;
            }

            index = RouteMessage.ReadLinkIndex(body);
            return true;
        };
        Exchange(RouteMessage.FindLink(name, ++sequence), $"find interface {name}", receive, expected: ENODEV);
        return index;
    }

    /// <summary>The default routes of the main table, both families.</summary>
    public IReadOnlyList<DefaultRoute> DefaultRoutes()
    {
        for (var attempt = 1; ; attempt++)
        {
            var routes = new List<DefaultRoute>();
            var isWhole = Exchange(RouteMessage.ListRoutes(++sequence), "list routes", (type, body) =>
            {
                if (type == RouteMessage.NewRoute && RouteMessage.ReadDefault(body) is { } route)
                {
                    routes.Add(route);
                }

                return type == RouteMessage.Done;
            });
            if (isWhole || attempt == DumpAttempts)
            {
                return routes;
            }
        }
    }

    /// <summary>Removes a default route.</summary>
    public void Remove(DefaultRoute route) =>
        Exchange(RouteMessage.Remove(route.Message.Span, ++sequence), "remove a default route", (_, _) => false);

    /// <summary>Adds a default route.</summary>
    /// <exception cref="IOException">The kernel refuses it, for example because the gateway cannot be reached directly.</exception>
    public void AddDefault(IPAddress gateway, int interfaceIndex) => Exchange(
        RouteMessage.AddDefault(gateway, interfaceIndex, ++sequence), $"set the default route by {gateway}", (_, _) => false);

    private delegate bool Receiver(ushort type, ReadOnlySpan<byte> body);

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

    /// <summary>
    /// Sends a request and reads until it is answered, or refused with the <paramref name="expected"/> error; false when the
    /// kernel says that the answer is torn.
    /// </summary>
    private bool Exchange(byte[] request, string action, Receiver receive, int expected = 0)
    {
        fixed (byte* start = request)
        {
            if (Libc.send(fd, start, request.Length, 0) < 0)
            {
                throw PosixFile.Failure(action + " in", netns);
            }
        }

        var isWhole = true;
        while (true)
        {
            var rest = buffer.AsSpan(0, PosixFile.ReadSome(fd, buffer, netns));
            while (rest.Length >= RouteMessage.HeaderBytes)
            {
                var length = BinaryPrimitives.ReadInt32LittleEndian(rest);
                if (length < RouteMessage.HeaderBytes || length > rest.Length)
                {
                    throw new IOException($"cannot {action} in {netns}: the kernel's answer is malformed");
                }

                isWhole &= (BinaryPrimitives.ReadUInt16LittleEndian(rest[6..]) & InterruptedFlag) == 0;
                if (BinaryPrimitives.ReadUInt32LittleEndian(rest[8..]) == sequence
                    && IsLast(rest[..length], action, receive, expected))
                {
                    return isWhole;
                }

                rest = rest[Math.Min(RouteMessage.Aligned(length), rest.Length)..];
            }
        }
    }

    private bool IsLast(ReadOnlySpan<byte> message, string action, Receiver receive, int expected)
    {
        var type = BinaryPrimitives.ReadUInt16LittleEndian(message[4..]);
        var body = message[RouteMessage.HeaderBytes..];
        if (type != RouteMessage.Error)
        {
            return receive(type, body);
        }

        var error = -BinaryPrimitives.ReadInt32LittleEndian(body);
        return error == 0 || error == expected
            ? true
            : throw new IOException($"cannot {action} in {netns}: {Marshal.GetPInvokeErrorMessage(error)}", error);
    }
}
