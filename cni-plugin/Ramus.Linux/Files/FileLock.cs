using System.Diagnostics;

namespace Ramus.Linux.Files;

/// <summary>A lock on a whole file by flock(2), shared with other programs.</summary>
public sealed class FileLock : IDisposable
{
    private int fd;

    private FileLock(int fd) => this.fd = fd;

    /// <summary>
    /// Waits for the lock; null when the file does not exist, or <paramref name="patience"/> ran out.
    /// </summary>
    public static FileLock? TryTake(string path, TimeSpan patience)
    {
        int fd;
        try
        {
            // The path comes from a configuration: it must not make us block on a pipe, or lock another file.
            fd = OpenedFile.NoLink(path, Libc.O_RDONLY);
        }
        catch (IOException)
        {
            return null;
        }

        return fd < 0 ? null : TryTake(fd, patience);
    }

    /// <summary>Creates the file when it is missing, and waits for the lock.</summary>
    /// <returns>Null when <paramref name="patience"/> ran out.</returns>
    /// <exception cref="IOException">The file cannot be created, or is a link.</exception>
    public static FileLock? Take(string path, TimeSpan patience)
    {
        var fd = OpenedFile.NoLink(path, Libc.O_RDONLY | Libc.O_CREAT);
        return fd >= 0 ? TryTake(fd, patience) : throw PosixFile.Failure("open", path);
    }

    private static FileLock? TryTake(int fd, TimeSpan patience)
    {
        var began = Stopwatch.GetTimestamp();
        while (Libc.flock(fd, Libc.LOCK_EX | Libc.LOCK_NB) < 0)
        {
            if (Stopwatch.GetElapsedTime(began) > patience)
            {
                _ = Libc.close(fd);
                return null;
            }

            Thread.Sleep(TimeSpan.FromMilliseconds(2));
        }

        return new FileLock(fd);
    }

    /// <inheritdoc/>
    public void Dispose() => OpenedFile.Close(ref fd);
}
