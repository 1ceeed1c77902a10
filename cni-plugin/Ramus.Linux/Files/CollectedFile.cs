namespace Ramus.Linux.Files;

/// <summary>A file to which processes append lines, and which one process empties.</summary>
public static class CollectedFile
{
    /// <summary>
    /// Returns the content, at most <paramref name="maxBytes"/> of it, and empties the file, which is created with mode
    /// 0600 when it is missing. A line that is appended between the two is lost.
    /// </summary>
    /// <exception cref="IOException">
    /// The file cannot be opened, read or emptied, is a link or no regular file, or belongs to another user.
    /// </exception>
    public static byte[] Take(string path, int maxBytes)
    {
        var fd = OpenedFile.Own(path, Libc.O_RDWR | Libc.O_CREAT);
        if (fd < 0)
        {
            throw PosixFile.Failure("open", path);
        }

        try
        {
            var content = new MemoryStream();
            Span<byte> buffer = stackalloc byte[4096];
            int count;
            while (content.Length < maxBytes && (count = PosixFile.ReadSome(fd, buffer, path)) > 0)
            {
                content.Write(buffer[..count]);
            }

            return content.Length == 0 || Libc.ftruncate(fd, 0) == 0
                ? content.ToArray()
                : throw PosixFile.Failure("empty", path);
        }
        finally
        {
            OpenedFile.Close(ref fd);
        }
    }
}
