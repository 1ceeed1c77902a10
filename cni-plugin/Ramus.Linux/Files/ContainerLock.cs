using System.Diagnostics;
using System.Text;

namespace Ramus.Linux.Files;

/// <summary>
/// Prevents two operations from working on one container at once (CNI specification, section 2), and GC from running
/// during ADD or DEL. One file serves all containers: a container's operation locks one byte of it, GC the whole file.
/// The kernel releases the lock when the process dies, so no stale lock file needs to be removed.
/// </summary>
public sealed unsafe class ContainerLock : IDisposable
{
    private const long WholeFile = 0;
    private int fd;

    private ContainerLock(int fd) => this.fd = fd;

    /// <summary>Waits until no other operation works on <paramref name="containerId"/>.</summary>
    /// <returns>The lock, or null when <paramref name="patience"/> ran out.</returns>
    public static ContainerLock? ForContainer(string path, string containerId, TimeSpan patience) =>
        Take(path, (long)(Fnv1a(containerId) & 0x3FFF_FFFF_FFFF_FFFF), 1, patience);

    /// <summary>Waits until no operation runs on this node.</summary>
    /// <returns>The lock, or null when <paramref name="patience"/> ran out.</returns>
    public static ContainerLock? ForAll(string path, TimeSpan patience) => Take(path, 0, WholeFile, patience);

    /// <inheritdoc/>
    public void Dispose() => OpenedFile.Close(ref fd);

    private static ContainerLock? Take(string path, long start, long length, TimeSpan patience)
    {
        var fd = OpenedFile.Own(path, Libc.O_RDWR | Libc.O_CREAT);
        if (fd < 0)
        {
            throw PosixFile.Failure("open", path);
        }

        var began = Stopwatch.GetTimestamp();
        while (!TryLock(fd, start, length))
        {
            if (Stopwatch.GetElapsedTime(began) > patience)
            {
                _ = Libc.close(fd);
                return null;
            }

            // F_OFD_SETLKW has no timeout, and an alarm signal is no substitute in the .NET runtime, which has several
            // threads.
            Thread.Sleep(TimeSpan.FromMilliseconds(2));
        }

        return new ContainerLock(fd);
    }

    private static bool TryLock(int fd, long start, long length)
    {
        var request = new Libc.Flock { Type = Libc.F_WRLCK, Start = start, Length = length };
        return Libc.fcntl(fd, Libc.F_OFD_SETLK, (nint)(&request)) == 0;
    }

    private static ulong Fnv1a(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ value) * 1099511628211UL;
        }

        return hash;
    }
}
