using System.Text;
using Ramus.Linux.Files;
using Ramus.Linux.Processes;

namespace Ramus.Linux.Sockets;

/// <summary>One request and one answer over a unix stream socket, bounded in time and size.</summary>
public static unsafe class UnixStream
{
    private const int MaxPathBytes = 107;
    private static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(5);

    /// <summary>Connects, sends the request, closes the writing side, and returns the complete answer.</summary>
    /// <param name="path">The socket.</param>
    /// <param name="request">The request.</param>
    /// <param name="limits">The deadline, and the maximum size of the answer.</param>
    /// <exception cref="IOException">
    /// No process listens, the listener runs neither as root nor as our own user, or it does not answer in time.
    /// </exception>
    public static byte[] Exchange(string path, ReadOnlySpan<byte> request, ChildLimits limits)
    {
        var fd = Libc.socket(Libc.AF_UNIX, Libc.SOCK_STREAM | Libc.O_CLOEXEC | Libc.O_NONBLOCK, 0);
        if (fd < 0)
        {
            throw PosixFile.Failure("create", "a socket");
        }

        try
        {
            Connect(fd, path, limits);
            RequirePrivilegedPeer(fd, path);
            Send(fd, request, path, limits);
            return Receive(fd, path, limits);
        }
        finally
        {
            _ = Libc.close(fd);
        }
    }

    private static void Connect(int fd, string path, ChildLimits limits)
    {
        var bytes = Encoding.UTF8.GetBytes(path);
        if (bytes.Length > MaxPathBytes)
        {
            throw new IOException($"socket path {path} is longer than {MaxPathBytes} bytes");
        }

        byte* address = stackalloc byte[MaxPathBytes + 3];
        new Span<byte>(address, MaxPathBytes + 3).Clear();
        *(short*)address = Libc.AF_UNIX;
        bytes.CopyTo(new Span<byte>(address + 2, bytes.Length));
        while (Libc.connect(fd, address, bytes.Length + 3) < 0)
        {
            if (PosixFile.Errno() != Libc.EAGAIN)
            {
                throw PosixFile.Failure("connect to", path);
            }

            // EAGAIN: the listener's queue is full, as when many pods start at once. No event signals that it has room
            // again.
            if (limits.MillisecondsLeft == 0)
            {
                throw new IOException($"{path} did not answer in time");
            }

            Thread.Sleep(BusyPause);
        }
    }

    private static void RequirePrivilegedPeer(int fd, string path)
    {
        if (PeerCredentials.UserOf(fd, path) is not 0 and var user && user != Libc.geteuid())
        {
            throw new IOException($"the listener of {path} runs as uid {user}, not as root");
        }
    }

    private static void Send(int fd, ReadOnlySpan<byte> request, string path, ChildLimits limits)
    {
        while (!request.IsEmpty)
        {
            fixed (byte* start = request)
            {
                var count = Libc.send(fd, start, request.Length, Libc.MSG_NOSIGNAL);
                if (count > 0)
                {
                    request = request[(int)count..];
                    continue;
                }
            }

            if (PosixFile.Errno() is not (Libc.EAGAIN or Libc.EINTR))
            {
                throw PosixFile.Failure("write to", path);
            }

            Await(fd, Libc.POLLOUT, path, limits);
        }

        _ = Libc.shutdown(fd, Libc.SHUT_WR);
    }

    private static byte[] Receive(int fd, string path, ChildLimits limits)
    {
        var answer = new OutputBuffer(limits.OutputBytes);
        while (true)
        {
            var ended = answer.Drain(fd);
            if (answer.Overflowed)
            {
                throw new IOException($"the answer of {path} is larger than {limits.OutputBytes} bytes");
            }

            if (ended)
            {
                return answer.Content.ToArray();
            }

            Await(fd, Libc.POLLIN, path, limits);
        }
    }

    private static void Await(int fd, short events, string path, ChildLimits limits)
    {
        var left = limits.MillisecondsLeft;
        var wanted = new Libc.PollFd { Fd = fd, Events = events };
        if (left == 0 || Libc.poll(&wanted, 1, left) == 0)
        {
            throw new IOException($"{path} did not answer in time");
        }
    }
}
