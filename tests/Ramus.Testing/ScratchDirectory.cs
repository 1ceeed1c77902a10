namespace Ramus.Testing;

/// <summary>A test's own directory; deleted with its content when disposed.</summary>
public sealed class ScratchDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("ramus-test-").FullName;

    /// <summary>The path of a file or subdirectory.</summary>
    public string this[string name] => $"{Path}/{name}";

    /// <summary>Writes a file, and creates its directories; returns its path.</summary>
    public string Write(string name, string content)
    {
        var path = this[name];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public string WriteScript(string name, string body)
    {
        var path = Write(name, $"#!/bin/sh\n{body}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    /// <summary>The sorted names of the entries in a subdirectory.</summary>
    public IReadOnlyList<string> Names(string directory = "") =>
        [.. Directory.GetFileSystemEntries(this[directory]).Select(path => System.IO.Path.GetFileName(path)!)
            .Order(StringComparer.Ordinal)];

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // The test itself has deleted the directory.
        }
    }
}
