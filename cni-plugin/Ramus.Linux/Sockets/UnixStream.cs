using System.Text;
using Ramus.Linux.Files;
using Ramus.Linux.Processes;

namespace Ramus.Linux.Sockets;

/// <summary>One question and one answer over a unix stream socket, bounded in time and size.</summary>
public static unsafe class UnixStream
{
    private const int MaxPathBytes = 107;
    private static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(5);

    /// <summary>Connects, sends, closes its writing side, and returns everything that comes back.</summary>
    /// <param name="path">The socket.</param>
    /// <param name="request">What is sent.</param>
    /// <param name="limits">When to give up, and the longest answer.</param>
    /// <exception cref="IOException">
    /// Nobody listens, the listener is not root or ourselves, or it does not answer in time.
    /// </exception>
    public static byte[] Exchange(string path, ReadOnlySpan<byte> request, ChildLimits limits)
    {
        var fd = Libc.socket(Libc.AF_UNIX, Libc.SOCK_STREAM | Libc.O_CLOEXEC | Libc.O_NONBLOCK, 0);
        if (fd < 0)
        {
            throw PosixFile.Failure("make", "a socket");
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

            // The listener's queue is full, as when many pods start at once; no event tells when it is not.
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
