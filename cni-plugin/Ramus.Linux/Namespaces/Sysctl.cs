using System.Text;
using Ramus.Linux.Files;

namespace Ramus.Linux.Namespaces;

/// <summary>Kernel settings below <c>/proc/sys</c>, in the network namespace of the calling thread.</summary>
public static class Sysctl
{
    private const int MaxBytes = 4096;

    /// <summary>The setting's value without the line's end; null when the kernel has no such setting.</summary>
    /// <param name="name">The path below <c>/proc/sys</c>, for example <c>net/ipv4/ip_forward</c>.</param>
    /// <exception cref="IOException">The setting cannot be read.</exception>
    public static string? Read(string name) =>
        PosixFile.TryRead($"/proc/sys/{name}", MaxBytes) is { } value ? Encoding.UTF8.GetString(value).Trim() : null;

    /// <summary>Changes a setting; false when the kernel has no such setting.</summary>
    /// <exception cref="IOException">The kernel refuses the value.</exception>
    public static bool Write(string name, string value)
    {
        var path = $"/proc/sys/{name}";
        var fd = OpenedFile.ForWriting(path);
        if (fd < 0)
        {
            return PosixFile.Errno() == Libc.ENOENT ? false : throw PosixFile.Failure("open", path);
        }

        try
        {
            PosixFile.Write(fd, Encoding.UTF8.GetBytes(value), path);
            return true;
        }
        finally
        {
            _ = Libc.close(fd);
        }
    }

    /// <summary>Changes a setting if possible: not all kernels have every setting.</summary>
    public static void TryWrite(string name, string value)
    {
        try
        {
            Write(name, value);
        }
        catch (IOException)
        {
            // The interface works with the kernel's own value, too.
        }
    }
}
