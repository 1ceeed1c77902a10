using Ramus.Linux.Files;

namespace Ramus.Linux.Processes;

/// <summary>
/// Feeds a running child, collects its output and waits for its end. A grandchild that keeps the pipes open does not
/// delay the end: only the child itself is waited for.
/// </summary>
public sealed unsafe class ChildConversation : IDisposable
{
    private const int ErrorBytes = 64 << 10;
    private const int PollWithoutPidfd = 5;
    private const int UnknownStatus = 255 << 8;

    private readonly int pid;
    private readonly Pipe stdin;
    private readonly Pipe stdout;
    private readonly Pipe stderr;
    private readonly ChildLimits limits;
    private readonly OutputBuffer output;
    private readonly OutputBuffer errorOutput = new(ErrorBytes);
    private readonly int pidfd;
    private int written;
    private int status;
    private bool reaped;

    internal ChildConversation(int pid, Pipe stdin, Pipe stdout, Pipe stderr, ChildLimits limits)
    {
        this.pid = pid;
        this.stdin = stdin;
        this.stdout = stdout;
        this.stderr = stderr;
        this.limits = limits;
        output = new OutputBuffer(limits.OutputBytes);
        foreach (var fd in (ReadOnlySpan<int>)[stdin.Writer, stdout.Reader, stderr.Reader])
        {
            _ = Libc.fcntl(fd, Libc.F_SETFL, Libc.O_NONBLOCK);
        }

        // Kernels before 5.3 have no pidfd: then we poll the child every few milliseconds.
        pidfd = (int)Libc.syscall(Libc.SYS_pidfd_open, pid, 0);
    }

    /// <summary>Kills the child and its process group if the child still runs.</summary>
    public void Dispose()
    {
        if (!reaped)
        {
            Kill();
        }

        stdin.Dispose();
        stdout.Dispose();
        stderr.Dispose();

        if (pidfd >= 0)
        {
            _ = Libc.close(pidfd);
        }
    }

    /// <summary>
    /// Writes <paramref name="input"/> to the child, closes its standard input and waits for its end.
    /// </summary>
    public ChildResult Finish(ReadOnlySpan<byte> input)
    {
        while (true)
        {
            var left = limits.MillisecondsLeft;
            if (left == 0)
            {
                return Stop(ChildEnd.DeadlineExceeded);
            }

            Feed(input);
            Wait(left);
            Collect();
            if (output.Overflowed)
            {
                return Stop(ChildEnd.OutputExceeded);
            }

            if (TryReap())
            {
                Collect();
                return output.Overflowed ? Result(ChildEnd.OutputExceeded, Libc.SIGKILL) : Ended();
            }
        }
    }

    private void Feed(ReadOnlySpan<byte> input)
    {
        while (stdin.Writer >= 0)
        {
            if (written == input.Length)
            {
                stdin.CloseWriter();
                return;
            }

            fixed (byte* start = input[written..])
            {
                var count = Libc.write(stdin.Writer, start, input.Length - written);
                if (count >= 0)
                {
                    written += (int)count;
                    continue;
                }
            }

            if (PosixFile.Errno() == Libc.EAGAIN)
            {
                return;
            }

            if (PosixFile.Errno() != Libc.EINTR)
            {
                // EPIPE: the child does not read its input. Its output and exit status decide.
                stdin.CloseWriter();
            }
        }
    }

    private void Wait(int milliseconds)
    {
        var fds = stackalloc Libc.PollFd[4];
        var count = 0;
        Add(stdin.Writer, Libc.POLLOUT);
        Add(stdout.Reader, Libc.POLLIN);
        Add(stderr.Reader, Libc.POLLIN);
        Add(pidfd, Libc.POLLIN);
        _ = Libc.poll(fds, (nuint)count, pidfd >= 0 ? milliseconds : Math.Min(milliseconds, PollWithoutPidfd));

        void Add(int fd, short events)
        {
            if (fd >= 0)
            {
                fds[count++] = new Libc.PollFd { Fd = fd, Events = events };
            }
        }
    }

    private void Collect()
    {
        if (stdout.Reader >= 0 && output.Drain(stdout.Reader))
        {
            stdout.CloseReader();
        }

        if (stderr.Reader >= 0 && errorOutput.Drain(stderr.Reader))
        {
            stderr.CloseReader();
        }
    }

    private bool TryReap()
    {
        int value;
        var ended = Libc.waitpid(pid, &value, Libc.WNOHANG);
        if (ended < 0 && PosixFile.Errno() == Libc.ECHILD)
        {
            // Another part of this process has waited for the child (.NET does as process 1): its exit status is lost.
            value = UnknownStatus;
        }
        else if (ended != pid)
        {
            return false;
        }

        status = value;
        reaped = true;
        return true;
    }

    private ChildResult Ended()
    {
        var signal = status & 0x7F;
        return signal == 0 ? Result(ChildEnd.Exited, (status >> 8) & 0xFF) : Result(ChildEnd.Signalled, signal);
    }

    private ChildResult Result(ChildEnd end, int value) => new(end, value, output.Content, errorOutput.Content);

    private ChildResult Stop(ChildEnd end)
    {
        Kill();
        Collect();
        return Result(end, Libc.SIGKILL);
    }

    private void Kill()
    {
        _ = Libc.kill(-pid, Libc.SIGKILL);
        _ = Libc.kill(pid, Libc.SIGKILL);
        int value;
        while (Libc.waitpid(pid, &value, 0) < 0 && PosixFile.Errno() == Libc.EINTR)
        {
        }

        reaped = true;
    }
}
