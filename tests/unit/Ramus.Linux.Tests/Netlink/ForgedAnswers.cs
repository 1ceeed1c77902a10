using System.Runtime.InteropServices;

namespace Ramus.Linux.Tests.Netlink;

/// <summary>A process with rights over the namespace can send messages to another process's netlink socket.</summary>
internal static partial class ForgedAnswers
{
    private const int AF_NETLINK = 16, SOCK_RAW = 3, MessageBytes = 32;
    private const ushort NewLink = 16;

    /// <summary>The ports of all route netlink sockets in this namespace.</summary>
    public static HashSet<uint> Ports() => File.ReadLines("/proc/self/net/netlink")
        .Skip(1)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(fields => fields[1] == "0" && fields[2] != "0")
        .Select(fields => uint.Parse(fields[2]))
        .ToHashSet();

    /// <summary>Sends the description of an interface to each port; returns how many ports accepted it.</summary>
    public static int Send(IEnumerable<uint> ports, uint sequence, int interfaceIndex)
    {
        var fd = socket(AF_NETLINK, SOCK_RAW, 0);
        try
        {
            var message = Message(sequence, interfaceIndex);
            return ports.Count(port =>
            {
                var address = new byte[12];
                BitConverter.TryWriteBytes(address, (ushort)AF_NETLINK);
                BitConverter.TryWriteBytes(address.AsSpan(4), port);
                return sendto(fd, message, message.Length, 0, address, address.Length) == message.Length;
            });
        }
        finally
        {
            _ = close(fd);
        }
    }

    private static byte[] Message(uint sequence, int interfaceIndex)
    {
        var message = new byte[MessageBytes];
        BitConverter.TryWriteBytes(message, MessageBytes);
        BitConverter.TryWriteBytes(message.AsSpan(4), NewLink);
        BitConverter.TryWriteBytes(message.AsSpan(8), sequence);
        BitConverter.TryWriteBytes(message.AsSpan(20), interfaceIndex);
        return message;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int socket(int family, int type, int protocol);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint sendto(
        int fd, byte[] message, nint length, int flags, byte[] address, int addressLength);

    [LibraryImport("libc")]
    private static partial int close(int fd);
}
