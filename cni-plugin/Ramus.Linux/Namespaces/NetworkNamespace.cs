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
        using var space = OpenedNamespace.TryOpen(path);
        return space?.Kind ?? NamespaceKind.Missing;
    }

    internal static bool IsNetwork(int fd) => Libc.ioctl(fd, NsGetNsType, 0) == Libc.CLONE_NEWNET;

    internal static ulong Inode(int fd)
    {
        // struct statx has 256 bytes, stx_ino at offset 32, on every architecture.
        var status = stackalloc byte[256];
        return Libc.statx(fd, "", Libc.AT_EMPTY_PATH, Libc.STATX_INO, status) == 0 ? *(ulong*)(status + 32) : 0;
    }
}
