using System.Diagnostics;

namespace Ramus.Client.Tests.Try.Seed;

/// <summary>Runs the released `kubectl-ramus try`, with real plugins and the project's stand-ins.</summary>
internal static class TryProgram
{
    private static readonly string[] PluginDirs = ["/opt/cni/bin", "/usr/lib/cni", "/usr/libexec/cni"];
    private static readonly Lazy<string[]> StandIns = new(FindStandIns);

    public static bool KernelHasVlans =>
        !StandIns.Value.Any(directory => directory.EndsWith("no-8021q", StringComparison.Ordinal));

    /// <summary>Whether a real plugin or a stand-in of this type is available.</summary>
    public static bool HasPlugin(string type) =>
        StandIns.Value.Concat(PluginDirs).Any(directory => File.Exists(Path.Combine(directory, type)));

    /// <summary>Skips the test with a reason when a scratch node cannot be created.</summary>
    public static void Require()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "a scratch node needs root");
        Assert.SkipUnless(
            PluginDirs.Any(directory => File.Exists(Path.Combine(directory, "bridge"))),
            $"the CNI plugins are in none of {string.Join(", ", PluginDirs)}: install containernetworking-plugins");
        foreach (var program in (string[])["ramus", "kubectl-ramus"])
        {
            Assert.SkipUnless(
                File.Exists(Repository.Path($"artifacts/bin/{program}")),
                $"{program} is not built: run `make build` first");
        }
    }

    /// <summary>Starts the program; the caller reads its streams.</summary>
    public static Process Start(params IEnumerable<string> arguments)
    {
        Require();
        string[] all =
        [
            "try", "--ramus", Repository.Path("artifacts/bin/ramus"),
            .. StandIns.Value.SelectMany(directory => (string[])["--plugin-dir", directory]),
            .. arguments,
        ];
        return Process.Start(new ProcessStartInfo(Repository.Path("artifacts/bin/kubectl-ramus"), all)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    /// <summary>Runs the program until it ends.</summary>
    public static async Task<(int Status, string Output, string Error)> RunAsync(params IEnumerable<string> arguments)
    {
        using var program = Start(arguments);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience.Limit);
        try
        {
            var error = program.StandardError.ReadToEndAsync(limit.Token);
            var output = await program.StandardOutput.ReadToEndAsync(limit.Token);
            await program.WaitForExitAsync(limit.Token);
            return (program.ExitCode, output, await error);
        }
        finally
        {
            if (!program.HasExited)
            {
                program.Kill(entireProcessTree: true);
            }
        }
    }

    private static string[] FindStandIns()
    {
        using var script = Process.Start(new ProcessStartInfo(Repository.Path("tests/plugins/plugin-dirs"))
        {
            RedirectStandardOutput = true,
        })!;
        var directories = script.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        script.WaitForExit();
        return directories;
    }
}
