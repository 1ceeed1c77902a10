using System.Buffers.Binary;
using System.Net.Sockets;

namespace Ramus.Linux.Sockets;

/// <summary>Who is at the other end of a unix socket, by the kernel's word.</summary>
public static class PeerCredentials
{
    private const int SocketLevel = 1, PeerCredentialsOption = 17;

    /// <summary>The effective user of the process that connected.</summary>
    public static uint UserOf(Socket connection)
    {
        // struct ucred: pid, uid, gid.
        Span<byte> credentials = stackalloc byte[12];
        connection.GetRawSocketOption(SocketLevel, PeerCredentialsOption, credentials);
        return BitConverter.IsLittleEndian
            ? BinaryPrimitives.ReadUInt32LittleEndian(credentials[4..])
            : BinaryPrimitives.ReadUInt32BigEndian(credentials[4..]);
    }
}
