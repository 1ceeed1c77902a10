namespace Ramus.Node.Files;

/// <summary>Reads of files that others write: never more than a limit.</summary>
internal static class BoundedFile
{
    /// <summary>The whole file; null when it is absent, unreadable or larger than the limit.</summary>
    public static byte[]? TryRead(string path, int maxBytes)
    {
        try
        {
            return Read(path, maxBytes);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The whole file.</summary>
    /// <exception cref="IOException">It is absent, unreadable or larger than the limit.</exception>
    public static byte[] Read(string path, int maxBytes)
    {
        const FileShare others = FileShare.ReadWrite | FileShare.Delete;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, others, bufferSize: 1);
        var content = new byte[Math.Min(file.Length, (long)maxBytes + 1)];
        var length = 0;
        while (length < content.Length && file.Read(content, length, content.Length - length) is > 0 and var count)
        {
            length += count;
        }

        if (length > maxBytes)
        {
            throw new IOException($"{path} is larger than {maxBytes} bytes");
        }

        return length == content.Length ? content : content[..length];
    }
}
