using System.Diagnostics;

namespace Ramus.Scripts.Tests;

/// <summary>tests/cluster/named.sh: which of several clusters a script is to work on.</summary>
public sealed class ClusterNameTests
{
    [Theory]
    [InlineData("", "ramus|")]
    [InlineData("--name two", "two|")]
    [InlineData("--name two --set a=b", "two|--set a=b")]
    [InlineData("ip --name two", "ramus|ip --name two")]
    public async Task The_name_comes_first_and_the_rest_is_kept(string arguments, string expected)
    {
        var (exitCode, output) = await RunAsync($"read_name {arguments}; echo \"$name|${{rest[*]}}\"");

        exitCode.ShouldBe(0, output);
        output.ShouldBe(expected + "\n");
    }

    [Theory]
    [InlineData("read_name --name", "--name needs a value")]
    [InlineData("read_name x; expect_no_more", "unknown argument 'x'")]
    public async Task A_command_line_that_makes_no_sense_is_refused(string script, string reason)
    {
        var (exitCode, output) = await RunAsync(script);

        exitCode.ShouldBe(1, output);
        output.ShouldContain(reason);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string script)
    {
        const string prelude = "set -euo pipefail; exec 2>&1; source \"$1\"; source \"$2\"; ";
        using var bash = Process.Start(new ProcessStartInfo(
            "bash",
            [
                "-c", prelude + script, "script",
                Repository.Path("config/progress.sh"), Repository.Path("tests/cluster/named.sh"),
            ])
        {
            RedirectStandardOutput = true,
        })!;
        var output = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (bash.ExitCode, output);
    }
}
