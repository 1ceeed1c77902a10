namespace Ramus.Client.Migration;

/// <summary>Moves a file or a folder to another file system, as it is: a rename does not reach over mounts.</summary>
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
            // Mode and dates come along. A runtime must not see half of a file that sorts first.
            var temporary = target + ".ramus-tmp";
            File.Copy(source, temporary, overwrite: true);
            File.SetLastWriteTimeUtc(temporary, File.GetLastWriteTimeUtc(source));
            File.Move(temporary, target, overwrite: true);
        }
    }
}
