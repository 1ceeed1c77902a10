namespace Ramus.Linux.Files;

/// <summary>A new file that grows by whole writes. Mode 0600.</summary>
public sealed class GrowingFile : IDisposable
{
    private readonly int fd;
    private readonly string path;

    private GrowingFile(int fd, string path)
    {
        this.fd = fd;
        this.path = path;
    }

    /// <summary>Makes the file, or empties the one that is there; its directory must exist.</summary>
    public static GrowingFile Create(string path)
    {
        const int Flags = Libc.O_WRONLY | Libc.O_CREAT | Libc.O_TRUNC | Libc.O_APPEND | Libc.O_CLOEXEC;
        var fd = Libc.open(path, Flags, 0x180 /* 0600 */);
        return fd >= 0 ? new GrowingFile(fd, path) : throw PosixFile.Failure("create", path);
    }

    /// <summary>Adds <paramref name="content"/> with one write.</summary>
    public void Append(ReadOnlySpan<byte> content) => PosixFile.Write(fd, content, path);

    /// <summary>
    /// What was written has reached the disk on return, and so has the new name: ext4, XFS and Btrfs flush both.
    /// </summary>
    public void Flush()
    {
        if (Libc.fsync(fd) < 0)
        {
            throw PosixFile.Failure("flush", path);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _ = Libc.close(fd);
}
