using System.Diagnostics;

namespace Ramus.Chart.Tests.Release;

/// <summary>
/// A release, built twice. The programs of this machine's architecture stand in for those of the other one, which take
/// minutes to build.
/// </summary>
public sealed class BuiltRelease : IDisposable
{
    /// <summary>The registry in the release's chart.</summary>
    public const string Registry = "registry.example/ramus";

    private readonly string scratch = Directory.CreateTempSubdirectory("ramus-release-").FullName;

    public BuiltRelease()
    {
        if (!AreImagesBuilt)
        {
            return;
        }

        foreach (var folder in (string[])["bin", "images"])
        {
            var copy = Directory.CreateDirectory(Path.Combine(scratch, "artifacts", folder)).FullName;
            foreach (var file in Directory.GetFiles(Repository.Path($"artifacts/{folder}")))
            {
                File.CreateSymbolicLink(Path.Combine(copy, Path.GetFileName(file)), file);
            }

            File.CreateSymbolicLink(Path.Combine(copy, "amd64"), ".");
            File.CreateSymbolicLink(Path.Combine(copy, "arm64"), ".");
        }

        Build(":", First);
        Build("umask 077; export LANG=de_DE.UTF-8 TZ=Asia/Tokyo", Second);
    }

    public static bool AreImagesBuilt { get; } = File.Exists(Repository.Path("artifacts/images/ramus-webhook.tar"));

    public string First => Path.Combine(scratch, "first");

    public string Second => Path.Combine(scratch, "second");

    public void Dispose() => Directory.Delete(scratch, recursive: true);

    private void Build(string environment, string output)
    {
        using var process = Process.Start(new ProcessStartInfo(
            "bash",
            [
                "-c", $"{environment}; exec config/release/build --out \"$0\" --artifacts \"$1\" --registry \"$2\"",
                output, Path.Combine(scratch, "artifacts"), Registry,
            ])
        {
            WorkingDirectory = Repository.Path(""),
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, errors);
    }
}
