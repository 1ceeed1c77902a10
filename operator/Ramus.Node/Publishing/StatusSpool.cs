using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Files;

namespace Ramus.Node.Publishing;

/// <summary>The directory into which the plugin writes status reports, one file per sandbox.</summary>
internal sealed class StatusSpool(string directory)
{
    private const string Extension = ".json";
    private const int MaxFileBytes = 1 << 20;

    public string Path => directory;

    public static bool IsReport(string? fileName) => fileName?.EndsWith(Extension, StringComparison.Ordinal) == true;

    public void Make() => PosixFile.MakeDirectory(directory);

    /// <summary>The names of the waiting reports, oldest first.</summary>
    public IReadOnlyList<string> List() =>
        [.. new DirectoryInfo(directory).EnumerateFiles("*" + Extension)
            .OrderBy(file => file.LastWriteTimeUtc).Select(file => file.Name)];

    public int Count() =>
        Directory.Exists(directory) ? Directory.EnumerateFiles(directory, "*" + Extension).Count() : 0;

    /// <summary>Reads a report; null when the file no longer exists (the pod was deleted).</summary>
    /// <exception cref="ContractException">The file is not a report; a retry does not help.</exception>
    public SpooledReport? Read(string fileName)
    {
        var file = new FileInfo(System.IO.Path.Combine(directory, fileName));
        if (!file.Exists)
        {
            return null;
        }

        if (file.LinkTarget is not null || file.Length > MaxFileBytes)
        {
            throw new ContractException($"not a file of at most {MaxFileBytes} bytes");
        }

        try
        {
            var report = StatusReport.Parse(BoundedFile.ReadOwn(file.FullName, MaxFileBytes));
            return report.ContainerId + Extension == fileName
                ? new SpooledReport(fileName, report, new DateTimeOffset(file.LastWriteTimeUtc))
                : throw new ContractException("the report's containerId does not match its file name");
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Removes a report, unless a newer report has replaced it.</summary>
    public void Remove(string fileName, DateTimeOffset? writtenAt = null)
    {
        var file = new FileInfo(System.IO.Path.Combine(directory, fileName));
        if (file.Exists && (writtenAt is null || file.LastWriteTimeUtc == writtenAt.Value.UtcDateTime))
        {
            file.Delete();
        }
    }
}
