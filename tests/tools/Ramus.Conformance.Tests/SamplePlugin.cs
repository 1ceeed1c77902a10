namespace Ramus.Conformance.Tests;

/// <summary>The sample plugin with one defect, as an executable file.</summary>
internal sealed class SamplePlugin : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("ramus-conformance-sample-").FullName;

    public SamplePlugin(string defect)
    {
        using var stream = typeof(SamplePlugin).Assembly.GetManifestResourceStream("sample.sh")!;
        using var reader = new StreamReader(stream);
        File.WriteAllText(Path, reader.ReadToEnd()
            .Replace("defect=DEFECT", $"defect={defect}", StringComparison.Ordinal)
            .Replace("DIRECTORY", directory, StringComparison.Ordinal));
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string Path => System.IO.Path.Combine(directory, "sample");

    public void Dispose() => Directory.Delete(directory, recursive: true);
}
