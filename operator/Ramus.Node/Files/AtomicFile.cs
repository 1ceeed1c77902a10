using System.Security.Cryptography;

namespace Ramus.Node.Files;

/// <summary>
/// Files that container runtimes and plugins read while we write: a reader sees the old or the new content,
/// never a part, also after a power failure.
/// </summary>
internal static class AtomicFile
{
    // Not .conf, .conflist or .json: a runtime must not take the half-written file for a network.
    internal const string TemporarySuffix = ".ramus-tmp";

    private static readonly TimeSpan WorkInProgress = TimeSpan.FromMinutes(1);

    internal const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    internal const UnixFileMode PrivateDirectory = Private | UnixFileMode.UserExecute;

    /// <summary>Replaces the file by what <paramref name="write"/> writes.</summary>
    public static void Replace(string path, UnixFileMode mode, Action<Stream> write)
    {
        var directory = Path.GetDirectoryName(path)!;
        var temporary = Path.Combine(
            directory, $".{Path.GetFileName(path)}.{RandomNumberGenerator.GetHexString(8)}{TemporarySuffix}");
        try
        {
            WriteDurably(temporary, mode, write);
            // The same directory, so that containerd's watch sees the rename (a move from elsewhere is a Create).
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        Libc.FlushDirectory(directory);
    }

    /// <summary>Replaces the file unless it holds exactly this content; says whether it was written.</summary>
    public static bool ReplaceWhenDifferent(string path, ReadOnlySpan<byte> content, UnixFileMode mode = Private)
    {
        if (BoundedFile.TryRead(path, content.Length)?.AsSpan().SequenceEqual(content) == true)
        {
            return false;
        }

        var bytes = content.ToArray();
        Replace(path, mode, stream => stream.Write(bytes));
        return true;
    }

    /// <summary>Removes what a killed agent left half-written; what is new is somebody's work in progress.</summary>
    public static void RemoveLeftovers(string directory)
    {
        foreach (var path in Directory.EnumerateFiles(directory, ".*" + TemporarySuffix))
        {
            // The system's clock: it is also the one that stamps files.
            if (TimeProvider.System.GetUtcNow() - File.GetLastWriteTimeUtc(path) > WorkInProgress)
            {
                File.Delete(path);
            }
        }
    }

    /// <summary>Makes a directory (and its parents) that only root can enter; existing ones stay as they are.</summary>
    public static void MakePrivateDirectory(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        // .NET gives the mode to the last directory only.
        if (Path.GetDirectoryName(path) is { Length: > 0 } parent)
        {
            MakePrivateDirectory(parent);
        }

        Directory.CreateDirectory(path, PrivateDirectory);
    }

    private static void WriteDurably(string path, UnixFileMode mode, Action<Stream> write)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = Private,
            BufferSize = 0,
        };
        using var file = new FileStream(path, options);
        write(file);
        File.SetUnixFileMode(file.SafeFileHandle, mode);
        file.Flush(flushToDisk: true);
    }
}
