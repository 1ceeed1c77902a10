using System.Net.Sockets;
using Ramus.Linux.Files;

namespace Ramus.Linux.Sockets;

/// <summary>Identifies the process at the other end of a unix socket, as reported by the kernel.</summary>
public static unsafe class PeerCredentials
{
    /// <summary>The effective user of the connecting or listening process.</summary>
    /// <exception cref="IOException">The kernel does not report the user.</exception>
    public static uint UserOf(Socket connection) => UserOf((int)connection.Handle, "a connection");

    internal static uint UserOf(int fd, string name)
    {
        // struct ucred { pid, uid, gid }
        int* peer = stackalloc int[3];
        var length = 3 * sizeof(int);
        return Libc.getsockopt(fd, Libc.SOL_SOCKET, Libc.SO_PEERCRED, peer, &length) < 0
            ? throw PosixFile.Failure("identify the peer of", name)
            : (uint)peer[1];
    }
}
