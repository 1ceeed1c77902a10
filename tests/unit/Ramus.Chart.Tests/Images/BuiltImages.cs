using System.Diagnostics;

namespace Ramus.Chart.Tests.Images;

/// <summary>
/// The images, built twice: from this checkout, and from a copy of what they are made of, elsewhere, later, with
/// younger files and by somebody whose files nobody else may read.
/// </summary>
public sealed class BuiltImages : IDisposable
{
    private static readonly string[] Sources =
    [
        "artifacts/bin/ramus", "artifacts/bin/ramus-node", "artifacts/bin/ramus-operator",
        "artifacts/bin/ramus-webhook", "artifacts/bin/kubectl-ramus",
        "config/images", "config/progress.sh", "tests/need-packages", "Directory.Build.props",
        "cni-plugin/Ramus.Plugin/packages.lock.json", "operator/Ramus.Node/packages.lock.json",
        "operator/Ramus.Client/packages.lock.json",
        "operator/Ramus.Operator/packages.lock.json", "webhook/Ramus.Webhook/packages.lock.json",
    ];

    private readonly string scratch = Directory.CreateTempSubdirectory("ramus-images-").FullName;

    public BuiltImages()
    {
        if (!AreProgramsBuilt)
        {
            return;
        }

        Run($"config/images/build --out {First}", Repository.Path(""));
        var copy = Path.Combine(scratch, "another/checkout");
        Directory.CreateDirectory(copy);
        Run($"umask 077; cp -r --parents {string.Join(' ', Sources)} {copy}", Repository.Path(""));
        Run($"umask 077; LANG=de_DE.UTF-8 TZ=Asia/Tokyo config/images/build --out {Second}", copy);
    }

    public static IReadOnlyList<string> Names { get; } = ["ramus-node", "ramus-operator", "ramus-webhook"];

    public static bool AreProgramsBuilt { get; } = File.Exists(Repository.Path("artifacts/bin/kubectl-ramus"));

    public string First => Path.Combine(scratch, "first");

    public string Second => Path.Combine(scratch, "second");

    public void Dispose() => Directory.Delete(scratch, recursive: true);

    private static void Run(string command, string folder)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", command])
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"{command}: {errors}");
    }
}
