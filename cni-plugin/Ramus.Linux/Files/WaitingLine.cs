using System.Diagnostics;

namespace Ramus.Linux.Files;

/// <summary>
/// Lets at most a given number of processes work at once, in the order of their arrival. A process locks one byte of a
/// file, its ticket, while it waits and while it works, and works as soon as fewer than that number of earlier tickets
/// are locked. The kernel releases the byte when the process dies, so neither a dead worker nor a dead waiter keeps a
/// place, and no process has to hand out the places.
/// </summary>
public sealed unsafe class WaitingLine : IDisposable
{
    private const long Door = 0, FirstTicket = 1;

    // Positions beyond this are not told apart: the pause between two looks has reached its maximum by then.
    private const int MostCounted = 32;

    // A look costs some microseconds. The process whose turn is next looks often, the others rarely.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    private int fd;

    private WaitingLine(int fd) => this.fd = fd;

    /// <summary>Waits for a place.</summary>
    /// <param name="path">The file, in a directory that only this user can write to.</param>
    /// <param name="places">The number of processes that may work at once; at least 1.</param>
    /// <param name="patience">The longest wait.</param>
    /// <returns>
    /// The place, to be disposed after the work; null when <paramref name="patience"/> ran out, or the process that
    /// started this one has ended, so that nobody waits for the work.
    /// </returns>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static WaitingLine? Enter(string path, int places, TimeSpan patience)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(places, 1);
        var fd = OpenedFile.Own(path, Libc.O_RDWR | Libc.O_CREAT);
        if (fd < 0)
        {
            throw PosixFile.Failure("open", path);
        }

        var line = new WaitingLine(fd);
        if (line.Wait(places, patience))
        {
            return line;
        }

        line.Dispose();
        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => OpenedFile.Close(ref fd);

    private bool Wait(int places, TimeSpan patience)
    {
        var parent = Libc.getppid();
        var began = Stopwatch.GetTimestamp();
        long? ticket = null;
        while (true)
        {
            ticket ??= Draw();
            var ahead = ticket is { } mine ? CountLocked(mine, places + MostCounted) - places + 1 : 1;
            if (ahead <= 0)
            {
                return true;
            }

            if (Stopwatch.GetElapsedTime(began) > patience || Libc.getppid() != parent)
            {
                return false;
            }

            // The kernel has no lock that can be awaited with a timeout, and a node has few inotify instances.
            Thread.Sleep(Pause * Math.Min(ahead, MostCounted));
        }
    }

    /// <summary>
    /// Takes the next ticket; null while another process takes one. The ticket is the time since the node's start in
    /// nanoseconds. The door keeps tickets in the order of arrival: without it, a process could be stopped between
    /// reading the clock and locking its byte, while a later one already works.
    /// </summary>
    private long? Draw()
    {
        if (!TryLock(Door, Libc.F_WRLCK))
        {
            return null;
        }

        var ticket = Math.Max(FirstTicket, Stopwatch.GetTimestamp());
        while (!TryLock(ticket, Libc.F_WRLCK))
        {
            ticket++;
        }

        TryLock(Door, Libc.F_UNLCK);
        return ticket;
    }

    private bool TryLock(long start, short type)
    {
        var request = new Libc.Flock { Type = type, Start = start, Length = 1 };
        return Libc.fcntl(fd, Libc.F_OFD_SETLK, (nint)(&request)) == 0;
    }

    /// <summary>Counts the locked tickets before <paramref name="end"/>, at most <paramref name="most"/>.</summary>
    private int CountLocked(long end, int most)
    {
        var count = 0;
        var ranges = new Stack<(long Start, long End)>([(FirstTicket, end)]);
        while (count < most && ranges.TryPop(out var range))
        {
            // The kernel names any lock in the range, not necessarily the first one.
            var request = new Libc.Flock
            {
                Type = Libc.F_WRLCK,
                Start = range.Start,
                Length = range.End - range.Start,
            };
            if (range.Start < range.End && Libc.fcntl(fd, Libc.F_OFD_GETLK, (nint)(&request)) == 0
                && request.Type != Libc.F_UNLCK)
            {
                count++;
                ranges.Push((request.Start + 1, range.End));
                ranges.Push((range.Start, request.Start));
            }
        }

        return count;
    }
}
