using System.Diagnostics;

namespace Ramus.Linux.Files;

/// <summary>Another program's lock on a whole file, by flock(2).</summary>
public sealed class FileLock : IDisposable
{
    private readonly int fd;

    private FileLock(int fd) => this.fd = fd;

    /// <summary>Waits for the lock; null when there is no such file, or <paramref name="patience"/> ran out.</summary>
    public static FileLock? TryTake(string path, TimeSpan patience)
    {
        // Whoever chose the path must not make us wait at a pipe, nor follow a link to a device.
        var fd = Libc.open(path, Libc.O_RDONLY | Libc.O_CLOEXEC | Libc.O_NONBLOCK | Libc.O_NOFOLLOW, 0);
        if (fd < 0)
        {
            return null;
        }

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
    public void Dispose() => _ = Libc.close(fd);
}
