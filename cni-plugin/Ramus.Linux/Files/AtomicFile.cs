using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace Ramus.Linux.Files;

/// <summary>
/// Files that container runtimes and plugins may read while we write them: a reader sees either the old or the new
/// content, never a part of it, even after a power failure.
/// </summary>
[SupportedOSPlatform("linux")]
public static class AtomicFile
{
    /// <summary>Not .conf, .conflist or .json: a runtime must not load the half-written file as a network.</summary>
    public const string TemporarySuffix = ".ramus-tmp";

    private static readonly TimeSpan WorkInProgress = TimeSpan.FromMinutes(1);

    /// <summary>Mode 0600.</summary>
    public const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Mode 0700.</summary>
    public const UnixFileMode PrivateDirectory = Private | UnixFileMode.UserExecute;

    /// <summary>Replaces the file's content with the bytes that <paramref name="write"/> writes.</summary>
    public static void Replace(string path, UnixFileMode mode, Action<Stream> write)
    {
        var directory = Path.GetDirectoryName(path)!;
        // Without the file's own name, which may be as long as a name can be.
        var temporary = Path.Combine(directory, $".{RandomNumberGenerator.GetHexString(16)}{TemporarySuffix}");
        try
        {
            WriteDurably(temporary, mode, write);
            // The temporary file is in the same directory so that containerd sees a rename (a move from elsewhere is a
            // Create).
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        FlushDirectory(directory);
    }

    /// <summary>
    /// Replaces the file unless it is our own file with exactly this content; true when it was replaced.
    /// </summary>
    public static bool ReplaceWhenDifferent(string path, ReadOnlySpan<byte> content, UnixFileMode mode = Private)
    {
        if (BoundedFile.TryReadOwn(path, content.Length)?.AsSpan().SequenceEqual(content) == true)
        {
            return false;
        }

        var bytes = content.ToArray();
        Replace(path, mode, stream => stream.Write(bytes));
        return true;
    }

    /// <summary>
    /// Removes half-written files of a killed agent; a recent one may still be in use by another writer.
    /// </summary>
    public static void RemoveLeftovers(string directory)
    {
        foreach (var path in Directory.EnumerateFiles(directory, ".*" + TemporarySuffix))
        {
            // The system's clock, not an injected one, because it also stamps files.
            if (TimeProvider.System.GetUtcNow() - File.GetLastWriteTimeUtc(path) > WorkInProgress)
            {
                File.Delete(path);
            }
        }
    }

    /// <summary>Flushes a directory, so that its file names survive a power failure.</summary>
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
