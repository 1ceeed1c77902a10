using Ramus.Linux.Files;

namespace Ramus.Linux.Processes;

/// <summary>Collects what a non-blocking pipe delivers, up to a limit; the rest is read and thrown away.</summary>
internal sealed unsafe class OutputBuffer(int limit)
{
    private byte[] buffer = new byte[4096];
    private int length;

    internal bool Overflowed { get; private set; }

    internal ReadOnlyMemory<byte> Content => buffer.AsMemory(0, length);

    /// <summary>Reads what is there; true at the end of the stream.</summary>
    internal bool Drain(int fd)
    {
        // One visit is bounded, so that a child that prints without end still meets its deadline.
        for (var round = 0; round < 64; round++)
        {
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }

            fixed (byte* start = &buffer[length])
            {
                var count = Libc.read(fd, start, buffer.Length - length);
                if (count == 0)
                {
                    return true;
                }

                if (count < 0)
                {
                    return PosixFile.Errno() is not (Libc.EAGAIN or Libc.EINTR);
                }

                length += (int)count;
            }

            if (length > limit)
            {
                Overflowed = true;
                length = limit;
            }
        }

        return false;
    }
}
