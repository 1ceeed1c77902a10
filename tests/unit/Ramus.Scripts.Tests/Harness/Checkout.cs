using System.Diagnostics;

namespace Ramus.Scripts.Tests.Harness;

/// <summary>A copy of the scripts that run tests, with stand-ins for the SDK and for the test projects.</summary>
internal sealed class Checkout : IDisposable
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // A short name, since long paths are among the cases.
    private readonly string scratch = Directory.CreateTempSubdirectory("r").FullName;
    private readonly string root;

    /// <param name="folder">The checkout's path below a scratch folder.</param>
    public Checkout(string folder = "checkout")
    {
        root = Path.Combine(scratch, folder);
        Write("Makefile", "");
        foreach (var file in (string[])["run", "run-project", "need-packages", "expected-skips"])
        {
            Copy($"tests/{file}");
        }

        Copy("config/progress.sh");

        Write("sdk/dotnet", "#!/bin/sh\n");
    }

    /// <summary>Adds a test project whose executable does what the body says, see StandIn.</summary>
    public void AddProject(string name, string body)
    {
        AddSources(name);
        Write($"artifacts/bin/{name}/debug/{name}", StandIn.Script(body));
    }

    /// <summary>Adds a test project that is not built.</summary>
    public void AddSources(string name) =>
        Write($"tests/some/folder/{name}/{name}.csproj", """<PackageReference Include="xunit.v3" />""");

    /// <summary>Runs tests/run; its output has both streams.</summary>
    public (int ExitCode, string Output) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(
            "bash", ["-c", "exec \"$@\" 2>&1", "-", Path.Combine(root, "tests/run"), .. arguments])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["PATH"] = $"{Path.Combine(root, "sdk")}:{start.Environment["PATH"]}";
        start.Environment["CI"] = "";
        start.Environment.Remove("BUILD_LOCK");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    public void Dispose() => Directory.Delete(scratch, recursive: true);

    private void Copy(string file) => Write(file, File.ReadAllText(Repository.Path(file)));

    private void Write(string file, string text)
    {
        var path = Path.Combine(root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, Executable);
    }
}
