namespace Ramus.Linux.Files;

/// <summary>Reads files that other programs write, up to a size limit.</summary>
public static class BoundedFile
{
    /// <summary>The whole file; null when it is absent, unreadable or larger than the limit.</summary>
    public static byte[]? TryRead(string path, int maxBytes)
    {
        try
        {
            return PosixFile.TryRead(path, maxBytes);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The same for a file that this program made: null also for a link and for another user's file.</summary>
    public static byte[]? TryReadOwn(string path, int maxBytes)
    {
        try
        {
            return PosixFile.TryReadOwn(path, maxBytes);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The whole file.</summary>
    /// <exception cref="IOException">The file is absent, unreadable or larger than the limit.</exception>
    public static byte[] Read(string path, int maxBytes) =>
        PosixFile.TryRead(path, maxBytes) ?? throw new FileNotFoundException($"Could not find file '{path}'.", path);

    /// <summary>The same for a file that this program, or the plugin for it, made.</summary>
    /// <exception cref="IOException">It is absent, a link, another user's, unreadable or too large.</exception>
    public static byte[] ReadOwn(string path, int maxBytes) =>
        PosixFile.TryReadOwn(path, maxBytes)
        ?? throw new FileNotFoundException($"Could not find file '{path}'.", path);
}
