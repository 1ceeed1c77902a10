namespace Ramus.Linux.Files;

/// <summary>A new file, mode 0600, to which each append is one complete write.</summary>
public sealed class GrowingFile : IDisposable
{
    private int fd;
    private readonly string path;

    private GrowingFile(int fd, string path)
    {
        this.fd = fd;
        this.path = path;
    }

    /// <summary>Creates the file, in place of an existing one; the directory must exist.</summary>
    public static GrowingFile Create(string path)
    {
        var fd = OpenedFile.New(path, Libc.O_WRONLY | Libc.O_APPEND);
        return fd >= 0 ? new GrowingFile(fd, path) : throw PosixFile.Failure("create", path);
    }

    /// <summary>Appends <paramref name="content"/> with one write.</summary>
    public void Append(ReadOnlySpan<byte> content) => PosixFile.Write(fd, content, path);

    /// <summary>
    /// On return, the written data and the new file's name are on the disk: ext4, XFS and Btrfs flush both.
    /// </summary>
    public void Flush()
    {
        if (Libc.fsync(fd) < 0)
        {
            throw PosixFile.Failure("flush", path);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => OpenedFile.Close(ref fd);
}
