namespace Ramus.Linux.Namespaces;

/// <summary>Inspects network namespaces without entering them.</summary>
public static unsafe class NetworkNamespace
{
    /// <summary>The namespace of the calling thread.</summary>
    public const string Own = "/proc/thread-self/ns/net";

    private const ulong NsGetNsType = 0xb703;

    /// <summary>The kind of namespace at <paramref name="path"/>.</summary>
    public static NamespaceKind Look(string path)
    {
        // Non-blocking: if the path is a named pipe, the plugin must not wait for a writer.
        var fd = Libc.open(path, Libc.O_RDONLY | Libc.O_CLOEXEC | Libc.O_NONBLOCK, 0);
        if (fd < 0)
        {
            return NamespaceKind.Missing;
        }

        try
        {
            if (Libc.ioctl(fd, NsGetNsType, 0) != Libc.CLONE_NEWNET)
            {
                return NamespaceKind.Missing;
            }

            // All namespaces are inodes of one kernel file system: equal inode numbers mean the same namespace.
            return Inode(fd, "", Libc.AT_EMPTY_PATH) is { } inode && inode == Inode(Libc.AT_FDCWD, Own, 0)
                ? NamespaceKind.Own
                : NamespaceKind.Other;
        }
        finally
        {
            _ = Libc.close(fd);
        }
    }

    private static ulong? Inode(int fd, string path, int flags)
    {
        // struct statx has 256 bytes, stx_ino at offset 32, on every architecture.
        var status = stackalloc byte[256];
        return Libc.statx(fd, path, flags, Libc.STATX_INO, status) == 0 ? *(ulong*)(status + 32) : null;
    }
}
