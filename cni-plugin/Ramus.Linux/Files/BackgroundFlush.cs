using System.Runtime.InteropServices;

namespace Ramus.Linux.Files;

/// <summary>
/// Writes a file to the disk on a thread of its own, which exists as long as that takes. The thread is not one of
/// .NET's: the start of those makes the caller wait.
/// </summary>
internal sealed unsafe class BackgroundFlush
{
    private readonly nint thread;

    private BackgroundFlush(nint thread) => this.thread = thread;

    /// <summary>Begins to write the data and the name of an open file; null when there is no thread for it.</summary>
    public static BackgroundFlush? Start(int fd)
    {
        nint thread;
        return Libc.pthread_create(&thread, null, &Flush, fd) == 0 ? new BackgroundFlush(thread) : null;
    }

    /// <summary>Waits for the end, once; returns errno, or 0 after a success.</summary>
    public int Await()
    {
        nint error;
        var unjoined = Libc.pthread_join(thread, &error);
        return unjoined != 0 ? unjoined : (int)error;
    }

    [UnmanagedCallersOnly]
    private static nint Flush(nint fd) => Libc.fsync((int)fd) < 0 ? PosixFile.Errno() : 0;
}
