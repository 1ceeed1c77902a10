using System.Runtime.InteropServices;

namespace Ramus.Linux.Files;

/// <summary>A new file, mode 0600, to which each append is one complete write.</summary>
public sealed class GrowingFile : IDisposable
{
    private int fd;
    private readonly string path;
    private BackgroundFlush? started;

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

    /// <summary>Begins what the next <see cref="Flush"/> completes.</summary>
    public void StartFlush() => started ??= BackgroundFlush.Start(fd);

    /// <summary>
    /// On return, the data that was written before this call, or before <see cref="StartFlush"/>, and the new file's
    /// name are on the disk: ext4, XFS and Btrfs flush both.
    /// </summary>
    public void Flush()
    {
        if ((EndFlush() ?? FlushHere()) is not 0 and var error)
        {
            Marshal.SetLastPInvokeError(error);
            throw PosixFile.Failure("flush", path);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ = EndFlush();
        OpenedFile.Close(ref fd);
    }

    private int FlushHere() => Libc.fsync(fd) < 0 ? PosixFile.Errno() : 0;

    // errno of the flush that was started; null when none was.
    private int? EndFlush()
    {
        var error = started?.Await();
        started = null;
        return error;
    }
}
