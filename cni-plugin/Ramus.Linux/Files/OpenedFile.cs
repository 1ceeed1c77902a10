namespace Ramus.Linux.Files;

/// <summary>
/// Opens files in folders where other users may write. An object in place of a file must not make a root program block
/// (a pipe), act (a device), or change another file (a link), so only regular files are opened.
/// </summary>
internal static unsafe class OpenedFile
{
    private const uint TypeMask = 0xF000, Regular = 0x8000;
    private const uint PrivateMode = 0x180; // 0600

    /// <summary>Opens a regular file and follows links; the descriptor, or a negative number with errno.</summary>
    /// <exception cref="IOException">The path leads to something else.</exception>
    public static int ForReading(string path) => Checked(path, Libc.O_RDONLY, Trust.Anything);

    /// <summary>Opens an existing regular file to write it, and follows links.</summary>
    /// <exception cref="IOException">The path leads to something else.</exception>
    public static int ForWriting(string path) => Checked(path, Libc.O_WRONLY, Trust.Anything);

    /// <summary>Opens a file of another program, which must be no link and have no hard links.</summary>
    /// <exception cref="IOException">The path leads to something else.</exception>
    public static int NoLink(string path, int flags) => Checked(path, flags | Libc.O_NOFOLLOW, Trust.NoLink);

    /// <summary>Opens a file of this user, which must be no link and have no hard links.</summary>
    /// <exception cref="IOException">The path leads to something else.</exception>
    public static int Own(string path, int flags) => Checked(path, flags | Libc.O_NOFOLLOW, Trust.Own);

    /// <summary>
    /// Closes a descriptor once: by the time of a second call, its number can belong to a file of another thread.
    /// </summary>
    public static void Close(ref int fd)
    {
        var open = Interlocked.Exchange(ref fd, -1);
        if (open >= 0)
        {
            _ = Libc.close(open);
        }
    }

    /// <summary>Creates a new file, and removes an existing one of the same name.</summary>
    public static int New(string path, int flags)
    {
        // Two attempts: another program that recreates the name must not keep this one in a loop.
        for (var attempt = 0; ; attempt++)
        {
            var fd = Libc.open(
                path, flags | Libc.O_CREAT | Libc.O_EXCL | Libc.O_NOFOLLOW | Libc.O_CLOEXEC, PrivateMode);
            if (fd >= 0 || PosixFile.Errno() != Libc.EEXIST || attempt == 1)
            {
                return fd;
            }

            PosixFile.Remove(path);
        }
    }

    /// <summary>The reason why the path leads to no regular file; null for one, and for a missing file.</summary>
    public static string? WhyNotRegular(string path)
    {
        var status = stackalloc byte[StatusBytes];
        return Libc.statx(Libc.AT_FDCWD, path, 0, Libc.STATX_BASIC, status) < 0
            ? null : WhyNot(status, Trust.Anything);
    }

    private static int Checked(string path, int flags, Trust trust)
    {
        // Without O_NONBLOCK, opening a pipe waits for the other end.
        var fd = Libc.open(path, flags | Libc.O_CLOEXEC | Libc.O_NONBLOCK | Libc.O_NOCTTY, PrivateMode);
        if (fd < 0)
        {
            return fd;
        }

        var status = stackalloc byte[StatusBytes];
        if (Libc.statx(fd, "", Libc.AT_EMPTY_PATH, Libc.STATX_BASIC, status) == 0
            && WhyNot(status, trust) is { } reason)
        {
            _ = Libc.close(fd);
            throw new IOException($"cannot open {path}: {reason}");
        }

        return fd;
    }

    // struct statx has 256 bytes, and these offsets on every architecture.
    private const int StatusBytes = 256;

    private static string? WhyNot(byte* status, Trust trust)
    {
        var (links, user, mode) = (*(uint*)(status + 16), *(uint*)(status + 20), *(ushort*)(status + 28));
        return (mode & TypeMask) != Regular ? "it is not a regular file"
            : trust == Trust.Own && user != Libc.geteuid() ? "it belongs to another user"
            : trust != Trust.Anything && links > 1 ? "it has hard links"
            : null;
    }

    private enum Trust
    {
        Anything,
        NoLink,
        Own,
    }
}
