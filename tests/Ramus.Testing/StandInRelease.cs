using System.Diagnostics;

namespace Ramus.Testing;

/// <summary>
/// Builds releases in which this machine's programs stand in for those of other architectures and systems, which take
/// minutes to build.
/// </summary>
public sealed class StandInRelease : IDisposable
{
    private readonly string scratch = Directory.CreateTempSubdirectory("ramus-release-").FullName;
    private readonly string registry;

    private static IEnumerable<(string Machine, string Program)> Clients =>
    [
        ("osx-x64", "kubectl-ramus"), ("osx-arm64", "kubectl-ramus"), ("win-x64", "kubectl-ramus.exe"),
    ];

    /// <param name="registry">The registry and path in the release's chart.</param>
    public StandInRelease(string registry)
    {
        this.registry = registry;
        foreach (var folder in AreImagesBuilt ? (string[])["bin", "images"] : [])
        {
            var copy = Directory.CreateDirectory(Path.Combine(scratch, "artifacts", folder)).FullName;
            foreach (var file in Directory.GetFiles(Repository.Path($"artifacts/{folder}")))
            {
                File.CreateSymbolicLink(Path.Combine(copy, Path.GetFileName(file)), file);
            }

            File.CreateSymbolicLink(Path.Combine(copy, "amd64"), ".");
            File.CreateSymbolicLink(Path.Combine(copy, "arm64"), ".");
        }

        foreach (var (machine, program) in Clients)
        {
            var folder = Directory.CreateDirectory(Path.Combine(scratch, "artifacts/bin", machine)).FullName;
            File.CreateSymbolicLink(
                Path.Combine(folder, program), Repository.Path("artifacts/bin/kubectl-ramus"));
        }
    }

    /// <summary>Whether `make images` has run.</summary>
    public static bool AreImagesBuilt { get; } = File.Exists(Repository.Path("artifacts/images/ramus-webhook.tar"));

    /// <summary>The folder of a release of this name.</summary>
    public string Folder(string name) => Path.Combine(scratch, name);

    /// <summary>Builds a release into its folder.</summary>
    /// <param name="name">The release's name.</param>
    /// <param name="environment">A shell command that runs first.</param>
    public void Build(string name, string environment = ":")
    {
        using var process = Process.Start(new ProcessStartInfo(
            "bash",
            [
                "-c", $"{environment}; exec config/release/build --out \"$0\" --artifacts \"$1\" --registry \"$2\"",
                Folder(name), Path.Combine(scratch, "artifacts"), registry,
            ])
        {
            WorkingDirectory = Repository.Path(""),
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"config/release/build: exit code {process.ExitCode}\n{errors}");
        }
    }

    public void Dispose() => Directory.Delete(scratch, recursive: true);
}
