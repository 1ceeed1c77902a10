using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace Ramus.Linux.Files;

/// <summary>
/// Files that container runtimes and plugins read while we write: a reader sees the old or the new content,
/// never a part, also after a power failure.
/// </summary>
[SupportedOSPlatform("linux")]
public static class AtomicFile
{
    /// <summary>Not .conf, .conflist or .json: a runtime must not take the half-written file for a network.</summary>
    public const string TemporarySuffix = ".ramus-tmp";

    private static readonly TimeSpan WorkInProgress = TimeSpan.FromMinutes(1);

    /// <summary>Mode 0600.</summary>
    public const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Mode 0700.</summary>
    public const UnixFileMode PrivateDirectory = Private | UnixFileMode.UserExecute;

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

        FlushDirectory(directory);
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

    /// <summary>Makes the names in a directory survive a power failure.</summary>
    private static void FlushDirectory(string path)
    {
        var descriptor = Libc.open(path, Libc.O_RDONLY | Libc.O_CLOEXEC, 0);
        if (descriptor < 0)
        {
            throw PosixFile.Failure("open", path);
        }

        try
        {
            if (Libc.fsync(descriptor) < 0)
            {
                throw PosixFile.Failure("flush", path);
            }
        }
        finally
        {
            _ = Libc.close(descriptor);
        }
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
