namespace Ramus.Node.Tests.Support;

/// <summary>A directory of a test's own, gone after it.</summary>
public sealed class TempDir : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("ramus-node-").FullName;

    /// <summary>The path of a file or directory below.</summary>
    public string At(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Writes a file, with its directories; returns its path.</summary>
    public string Write(string content, params string[] parts)
    {
        var path = At(parts);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>The names of the files, in order.</summary>
    public IReadOnlyList<string> Names(params string[] parts) =>
        [.. Directory.GetFileSystemEntries(At(parts)).Select(path => System.IO.Path.GetFileName(path)!)
            .Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
