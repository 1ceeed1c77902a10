using Ramus.Linux.Files;

namespace Ramus.Linux.Processes;

/// <summary>Collects the output of a non-blocking pipe up to a limit; further output is read and discarded.</summary>
internal sealed unsafe class OutputBuffer(int limit)
{
    private byte[] buffer = new byte[4096];
    private int length;

    internal bool Overflowed { get; private set; }

    internal ReadOnlyMemory<byte> Content => buffer.AsMemory(0, length);

    /// <summary>Reads the available data; true at the end of the stream.</summary>
    internal bool Drain(int fd)
    {
        // The loop is bounded, so that the deadline also applies to a child that prints without end.
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
