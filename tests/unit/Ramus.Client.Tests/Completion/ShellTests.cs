using System.Diagnostics;

namespace Ramus.Client.Tests.Completion;

/// <summary>The completion scripts in real shells: keys are sent to a terminal, and its screen is read.</summary>
[Trait("Needs", "Time")]
public sealed class ShellTests : IDisposable
{
    private static readonly string Program = Repository.Path("artifacts/bin/kubectl-ramus");

    private readonly ScratchDirectory home = new();
    private readonly string socket = $"ramus-test-{Guid.NewGuid():N}";

    public void Dispose()
    {
        Tmux("kill-server");
        home.Dispose();
    }

    [Theory]
    [InlineData("bash", "bash --norc --noprofile", "source <(kubectl-ramus completion bash)")]
    [InlineData("zsh", "zsh -f", "autoload -U compinit; compinit -u; source <(kubectl-ramus completion zsh)")]
    [InlineData("fish", "fish --no-config --private", "kubectl-ramus completion fish | source")]
    public async Task Tab_completes_commands_options_and_files(string shell, string command, string source)
    {
        Assert.SkipUnless(File.Exists(Program), "kubectl-ramus is not built: make build");
        foreach (var tool in (string[])["tmux", shell])
        {
            Assert.SkipUnless(File.Exists($"/usr/bin/{tool}"), $"{tool} is not installed: tests/need-packages {tool}");
        }

        File.CreateSymbolicLink(home["kubectl-ramus"], Program);
        home.Write("files/manifest.yaml", "");
        Tmux(
            "-f", "/dev/null", "new-session", "-d", "-x", "150", "-y", "50", "-c", home["files"],
            $"env HOME={home.Path} PATH={home.Path}:/usr/bin:/bin {command}").ShouldBe("");
        await RunAsync("echo");
        await RunAsync(source);

        await ShouldBecomeAsync("kubectl-ramus diag", "kubectl-ramus diagnose");
        await ShouldBecomeAsync("kubectl-ramus completion b", "kubectl-ramus completion bash");
        await ShouldBecomeAsync("kubectl-ramus check --stri", "kubectl-ramus check --strict");
        await ShouldBecomeAsync("kubectl-ramus check -o sar", "kubectl-ramus check -o sarif");
        await ShouldBecomeAsync("kubectl-ramus check -f man", "kubectl-ramus check -f manifest.yaml");
    }

    // The quotes keep the word out of the echo of the typed line.
    private async Task RunAsync(string command)
    {
        Tmux("send-keys", $"{command}; echo do''ne", "Enter");
        await ScreenAsync(screen => screen.Split('\n').Contains("done"), command);
        Tmux("send-keys", "clear", "Enter");
        await ScreenAsync(screen => !screen.Contains("done", StringComparison.Ordinal), "clear");
    }

    private async Task ShouldBecomeAsync(string typed, string completed)
    {
        Tmux("send-keys", "-l", typed);
        await ScreenAsync(screen => screen.Contains(typed, StringComparison.Ordinal), typed);
        Tmux("send-keys", "Tab");
        await ScreenAsync(screen => screen.Contains(completed, StringComparison.Ordinal), completed);
        Tmux("send-keys", "C-c");
        Tmux("send-keys", "clear", "Enter");
        await ScreenAsync(screen => !screen.Contains("kubectl-ramus", StringComparison.Ordinal), "an empty line");
    }

    private async Task ScreenAsync(Func<string, bool> condition, string what)
    {
        var screen = "";
        await Eventually.AgreesAsync(
            () => Task.FromResult(condition(screen = Tmux("capture-pane", "-p"))), what, () => Task.FromResult(screen));
    }

    private string Tmux(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("tmux", ["-L", socket, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
