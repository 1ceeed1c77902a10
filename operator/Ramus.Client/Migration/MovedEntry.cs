using System.Runtime.Versioning;
using Ramus.Linux.Files;

namespace Ramus.Client.Migration;

/// <summary>
/// Moves a file or a directory unchanged, also to another file system, where a rename is not possible.
/// </summary>
[SupportedOSPlatform("linux")]
internal static class MovedEntry
{
    public static void Move(string source, string target)
    {
        Copy(source, target);
        if (Directory.Exists(source) && new DirectoryInfo(source).LinkTarget is null)
        {
            Directory.Delete(source, recursive: true);
        }
        else
        {
            File.Delete(source);
        }
    }

    private static void Copy(string source, string target)
    {
        if (new FileInfo(source).LinkTarget is { } link)
        {
            File.Delete(target);
            File.CreateSymbolicLink(target, link);
        }
        else if (Directory.Exists(source))
        {
            Directory.CreateDirectory(target, File.GetUnixFileMode(source));
            foreach (var entry in Directory.EnumerateFileSystemEntries(source))
            {
                Copy(entry, Path.Combine(target, Path.GetFileName(entry)));
            }
        }
        else
        {
            // The copy keeps mode and dates, and is renamed at the end: a runtime must not read half of a
            // configuration.
            var temporary = target + ".ramus-tmp";
            if (!PosixFile.IsRegular(source))
            {
                throw new IOException($"cannot move {source}: it is not a regular file");
            }

            File.Delete(temporary);
            File.Copy(source, temporary, overwrite: false);
            File.SetLastWriteTimeUtc(temporary, File.GetLastWriteTimeUtc(source));
            File.Move(temporary, target, overwrite: true);
        }
    }
}
