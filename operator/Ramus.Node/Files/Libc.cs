using System.Runtime.InteropServices;

namespace Ramus.Node.Files;

/// <summary>What .NET has no call for: a directory as a file descriptor.</summary>
internal static partial class Libc
{
    private const int ReadOnly = 0, CloseOnExec = 0x80000;

    /// <summary>Makes the names in a directory survive a power failure.</summary>
    internal static void FlushDirectory(string path)
    {
        var descriptor = open(path, ReadOnly | CloseOnExec, 0);
        if (descriptor < 0)
        {
            throw Failure("open", path);
        }

        try
        {
            if (fsync(descriptor) < 0)
            {
                throw Failure("flush", path);
            }
        }
        finally
        {
            _ = close(descriptor);
        }
    }

    private static IOException Failure(string action, string path) =>
        new($"cannot {action} {path}: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags, uint mode);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(int descriptor);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int descriptor);
}
