using Ramus.Linux.Files;

namespace Ramus.Linux.Processes;

/// <summary>A pipe whose ends are closed separately; both are close-on-exec.</summary>
internal sealed unsafe class Pipe : IDisposable
{
    internal Pipe()
    {
        var ends = stackalloc int[2];
        if (Libc.pipe2(ends, Libc.O_CLOEXEC) < 0)
        {
            throw PosixFile.Failure("create", "a pipe");
        }

        Reader = ends[0];
        Writer = ends[1];
    }

    internal int Reader { get; private set; }

    internal int Writer { get; private set; }

    public void Dispose()
    {
        CloseReader();
        CloseWriter();
    }

    internal void CloseReader() => Reader = Close(Reader);

    internal void CloseWriter() => Writer = Close(Writer);

    private static int Close(int fd)
    {
        if (fd >= 0)
        {
            _ = Libc.close(fd);
        }

        return -1;
    }
}
