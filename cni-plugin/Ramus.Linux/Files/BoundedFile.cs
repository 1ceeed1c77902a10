namespace Ramus.Linux.Files;

/// <summary>Reads of files that others write: never more than a limit.</summary>
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

    /// <summary>The whole file.</summary>
    /// <exception cref="IOException">It is absent, unreadable or larger than the limit.</exception>
    public static byte[] Read(string path, int maxBytes) =>
        PosixFile.TryRead(path, maxBytes) ?? throw new FileNotFoundException($"Could not find file '{path}'.", path);
}
