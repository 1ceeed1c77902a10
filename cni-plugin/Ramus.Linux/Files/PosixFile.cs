using System.Runtime.InteropServices;

namespace Ramus.Linux.Files;

/// <summary>Files as a root program on a node has to treat them: bounded reads, atomic writes.</summary>
public static unsafe class PosixFile
{
    /// <summary>What <see cref="Replace"/> writes to first: the file's name and this.</summary>
    public const string Temporary = ".tmp";

    /// <summary>The whole file, or null when it does not exist.</summary>
    /// <exception cref="IOException">It cannot be read, or is larger than <paramref name="maxBytes"/>.</exception>
    public static byte[]? TryRead(string path, int maxBytes)
    {
        var fd = Libc.open(path, Libc.O_RDONLY | Libc.O_CLOEXEC, 0);
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

    /// <summary>Everything that <paramref name="fd"/> delivers until its end.</summary>
    /// <exception cref="IOException">Reading failed, or more than <paramref name="maxBytes"/> came.</exception>
    public static byte[] ReadToEnd(int fd, string name, int maxBytes)
    {
        var buffer = new byte[4096];
        var length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }

            var count = ReadSome(fd, buffer.AsSpan(length), name);
            if (count == 0)
            {
                Array.Resize(ref buffer, length);
                return buffer;
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

    /// <summary>Replaces a file so that a reader sees the old or the new content, never a part. Mode 0600.</summary>
    /// <param name="path">The file; its directory must exist.</param>
    /// <param name="content">The new content.</param>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var temporary = path + Temporary;
        var fd = Libc.open(temporary, Libc.O_WRONLY | Libc.O_CREAT | Libc.O_TRUNC | Libc.O_CLOEXEC, 0x180 /* 0600 */);
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

    /// <summary>Adds <paramref name="line"/> to the end of an existing file with one write.</summary>
    public static void Append(string path, ReadOnlySpan<byte> line) => Append(path, line, Libc.O_APPEND);

    /// <summary>
    /// Adds <paramref name="line"/> to a file, which is made when missing. At <paramref name="maxBytes"/> the file is
    /// renamed to <c>&lt;path&gt;.1</c> first, over an older one.
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

    /// <summary>Removes a file; one that is gone already is fine.</summary>
    public static void Remove(string path)
    {
        if (Libc.unlink(path) < 0 && Errno() != Libc.ENOENT)
        {
            throw Failure("remove", path);
        }
    }

    /// <summary>
    /// Removes a file and what an interrupted <see cref="Replace"/> left of it; one that is gone already is fine.
    /// </summary>
    public static void RemoveReplaced(string path)
    {
        Remove(path + Temporary);
        Remove(path);
    }

    /// <summary>Makes a directory and its parents, mode 0700; existing ones are left as they are.</summary>
    public static void MakeDirectory(string path)
    {
        if (Libc.mkdir(path, 0x1C0 /* 0700 */) == 0 || Errno() == Libc.EEXIST)
        {
            return;
        }

        var parent = Path.GetDirectoryName(path);
        if (Errno() != Libc.ENOENT || string.IsNullOrEmpty(parent))
        {
            throw Failure("make directory", path);
        }

        MakeDirectory(parent);
        if (Libc.mkdir(path, 0x1C0) < 0 && Errno() != Libc.EEXIST)
        {
            throw Failure("make directory", path);
        }
    }

    private static void Append(string path, ReadOnlySpan<byte> line, int flags)
    {
        var fd = Libc.open(path, Libc.O_WRONLY | flags | Libc.O_CLOEXEC, 0x180 /* 0600 */);
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
