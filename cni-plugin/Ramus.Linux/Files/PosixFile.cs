using System.Runtime.InteropServices;

namespace Ramus.Linux.Files;

/// <summary>File operations for a root program on a node: bounded reads, atomic writes.</summary>
public static unsafe class PosixFile
{
    /// <summary>The suffix of the temporary file that <see cref="Replace"/> writes first.</summary>
    public const string Temporary = ".tmp";

    /// <summary>
    /// The whole file, or null when it does not exist. Follows links; does not block on a pipe.
    /// </summary>
    /// <exception cref="IOException">
    /// The file cannot be read, is not a regular file, or is larger than <paramref name="maxBytes"/>.
    /// </exception>
    public static byte[]? TryRead(string path, int maxBytes) => TryRead(OpenedFile.ForReading(path), path, maxBytes);

    /// <summary>As <see cref="TryRead(string,int)"/> for a file in a folder of another program: no links.</summary>
    /// <exception cref="IOException">The file is a link or has hard links, or cannot be read.</exception>
    public static byte[]? TryReadNoLink(string path, int maxBytes) =>
        TryRead(OpenedFile.NoLink(path, Libc.O_RDONLY), path, maxBytes);

    /// <summary>As <see cref="TryReadNoLink"/> for a file that this program created.</summary>
    /// <exception cref="IOException">The file is a link or belongs to another user, or cannot be read.</exception>
    public static byte[]? TryReadOwn(string path, int maxBytes) =>
        TryRead(OpenedFile.Own(path, Libc.O_RDONLY), path, maxBytes);

    /// <summary>False for a pipe, a device, a socket and a directory; true for a missing file.</summary>
    public static bool IsRegular(string path) => OpenedFile.WhyNotRegular(path) is null;

    private static byte[]? TryRead(int fd, string path, int maxBytes)
    {
        if (fd < 0)
        {
            return Errno() == Libc.ENOENT ? null : throw Failure("open", path);
        }

        try
        {
            return ReadToEnd(fd, path, maxBytes);
        }
        finally
        {
            _ = Libc.close(fd);
        }
    }

    /// <summary>Reads <paramref name="fd"/> to its end.</summary>
    /// <exception cref="IOException">Reading failed, or there are more than <paramref name="maxBytes"/>.</exception>
    public static byte[] ReadToEnd(int fd, string name, int maxBytes)
    {
        // Most files are small, and the allocation of memory would take more time than the read.
        Span<byte> buffer = stackalloc byte[4096];
        var length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                var larger = new byte[buffer.Length * 2];
                buffer.CopyTo(larger);
                buffer = larger;
            }

            var count = ReadSome(fd, buffer[length..], name);
            if (count == 0)
            {
                return buffer[..length].ToArray();
            }

            length += count;
            if (length > maxBytes)
            {
                throw new IOException($"{name} is larger than {maxBytes} bytes");
            }
        }
    }

    /// <summary>Writes all of <paramref name="content"/>.</summary>
    public static void Write(int fd, ReadOnlySpan<byte> content, string name)
    {
        while (!content.IsEmpty)
        {
            fixed (byte* start = content)
            {
                var count = Libc.write(fd, start, content.Length);
                if (count < 0 && Errno() != Libc.EINTR)
                {
                    throw Failure("write", name);
                }

                content = content[(int)Math.Max(count, 0)..];
            }
        }
    }

    /// <summary>Replaces a file so that a reader sees either the old or the new content. Mode 0600.</summary>
    /// <param name="path">The file; its directory must exist.</param>
    /// <param name="content">The new content.</param>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var temporary = path + Temporary;
        var fd = OpenedFile.New(temporary, Libc.O_WRONLY);
        if (fd < 0)
        {
            throw Failure("create", temporary);
        }

        try
        {
            Write(fd, content, temporary);
        }
        finally
        {
            _ = Libc.close(fd);
        }

        if (Libc.rename(temporary, path) < 0)
        {
            throw Failure("rename", temporary);
        }
    }

    /// <summary>
    /// As <see cref="Replace"/>, for a few bytes. An existing file of the same length is written in place: one write of
    /// less than a page takes effect completely or not at all, and a rename over a file makes the file system flush.
    /// </summary>
    public static void Overwrite(string path, ReadOnlySpan<byte> content)
    {
        if (!IsWrittenInPlace(path, content))
        {
            Replace(path, content);
        }
    }

    private static bool IsWrittenInPlace(string path, ReadOnlySpan<byte> content)
    {
        var fd = -1;
        try
        {
            fd = OpenedFile.Own(path, Libc.O_RDWR);
            if (fd < 0 || ReadSome(fd, stackalloc byte[content.Length + 1], path) != content.Length)
            {
                return false;
            }

            fixed (byte* start = content)
            {
                return Libc.pwrite(fd, start, content.Length, 0) == content.Length;
            }
        }
        catch (IOException)
        {
            return false;
        }
        finally
        {
            OpenedFile.Close(ref fd);
        }
    }

    /// <summary>Appends <paramref name="line"/> to an existing file with one write.</summary>
    public static void Append(string path, ReadOnlySpan<byte> line) => Append(path, line, Libc.O_APPEND);

    /// <summary>
    /// Appends <paramref name="line"/> to a file, which is created when missing. A file that would exceed
    /// <paramref name="maxBytes"/> is first renamed to <c>&lt;path&gt;.1</c>, which replaces an older <c>.1</c>.
    /// </summary>
    public static void AppendCapped(string path, ReadOnlySpan<byte> line, long maxBytes)
    {
        var file = new FileInfo(path);
        if (file.Exists && file.Length + line.Length > maxBytes && Libc.rename(path, path + ".1") < 0)
        {
            throw Failure("rename", path);
        }

        Append(path, line, Libc.O_APPEND | Libc.O_CREAT);
    }

    /// <summary>Removes a file; a missing file is not an error.</summary>
    public static void Remove(string path)
    {
        if (Libc.unlink(path) < 0 && Errno() != Libc.ENOENT)
        {
            throw Failure("remove", path);
        }
    }

    /// <summary>
    /// Removes a file and the temporary file of an interrupted <see cref="Replace"/>; missing files are not an error.
    /// </summary>
    public static void RemoveReplaced(string path)
    {
        Remove(path + Temporary);
        Remove(path);
    }

    /// <summary>
    /// Creates a directory and its parents with <paramref name="mode"/>, 0700; existing ones are unchanged.
    /// </summary>
    public static void MakeDirectory(string path, uint mode = 0x1C0)
    {
        if (Libc.mkdir(path, mode) == 0 || Errno() == Libc.EEXIST)
        {
            return;
        }

        var parent = Path.GetDirectoryName(path);
        if (Errno() != Libc.ENOENT || string.IsNullOrEmpty(parent))
        {
            throw Failure("create directory", path);
        }

        MakeDirectory(parent, mode);
        if (Libc.mkdir(path, mode) < 0 && Errno() != Libc.EEXIST)
        {
            throw Failure("create directory", path);
        }
    }

    private static void Append(string path, ReadOnlySpan<byte> line, int flags)
    {
        var fd = OpenedFile.Own(path, Libc.O_WRONLY | flags);
        if (fd < 0)
        {
            throw Failure("open", path);
        }

        try
        {
            Write(fd, line, path);
        }
        finally
        {
            _ = Libc.close(fd);
        }
    }

    internal static int ReadSome(int fd, Span<byte> buffer, string name)
    {
        while (true)
        {
            fixed (byte* start = buffer)
            {
                var count = Libc.read(fd, start, buffer.Length);
                if (count >= 0)
                {
                    return (int)count;
                }
            }

            if (Errno() != Libc.EINTR)
            {
                throw Failure("read", name);
            }
        }
    }

    internal static int Errno() => Marshal.GetLastPInvokeError();

    internal static IOException Failure(string action, string name)
    {
        var error = Errno();
        return new IOException($"cannot {action} {name}: {Marshal.GetPInvokeErrorMessage(error)}", error);
    }
}
