using System.Diagnostics;
using Ramus.Client.Try.Input;
using Ramus.Kubernetes.Options;

namespace Ramus.Client.Try.Scratch;

/// <summary>
/// Starts this program again as the first process of namespaces of its own. Whatever happens to it, the kernel takes
/// the whole scratch node away with it: processes, links, mounts and files.
/// </summary>
internal static class Launcher
{
    /// <summary>Says to this program that it runs inside the scratch node already.</summary>
    internal const string InsideOption = "--inside";

    private static readonly string[] Tools = ["unshare", "mount", "ip"];

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    // As first process of its namespace .NET collects every child's end, also those that others wait for.
    private static readonly string[] FirstProcess = ["sh", "-c", "\"$@\"; exit $?", "sh"];

    public static async Task<int> RunAsync(TryOptions options, CancellationToken cancellationToken)
    {
        CheckMachine();

        // Mistakes in the files are answered without a scratch node.
        _ = TryInputs.Read(options);
        _ = RamusBinary.Find(options.Ramus);

        using var scratch = Process.Start(Unshare())!;
        try
        {
            await scratch.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await EndAsync(scratch);
        }

        return scratch.ExitCode;
    }

    // Ctrl-C has reached the scratch node too; the end of its input tells it of every other signal.
    private static async Task EndAsync(Process scratch)
    {
        scratch.StandardInput.Close();
        using var grace = new CancellationTokenSource(Grace);
        try
        {
            await scratch.WaitForExitAsync(grace.Token);
        }
        catch (OperationCanceledException)
        {
            scratch.Kill();
            await scratch.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static ProcessStartInfo Unshare()
    {
        string[] self = Path.GetFileName(Environment.ProcessPath) == "dotnet"
            ? [Environment.ProcessPath!, .. Environment.GetCommandLineArgs()]
            : [Environment.ProcessPath!, .. Environment.GetCommandLineArgs()[1..]];
        return new ProcessStartInfo("unshare",
        [
            "--mount", "--net", "--pid", "--fork", "--kill-child", "--propagation", "private", "--",
            .. FirstProcess, .. self, InsideOption,
        ])
        {
            // Never written to: its end tells the scratch node that nobody is waiting any more.
            RedirectStandardInput = true,
        };
    }

    private static void CheckMachine()
    {
        if (!OperatingSystem.IsLinux())
        {
            throw ProgramException.WrongUsage("needs Linux: it makes network namespaces");
        }

        if (!Environment.IsPrivilegedProcess)
        {
            throw ProgramException.WrongUsage("needs root to make network namespaces: run it with sudo");
        }

        if (Tools.FirstOrDefault(tool => HostTool.Find(tool) is null) is { } missing)
        {
            var package = missing == "ip" ? "iproute2" : "util-linux";
            throw ProgramException.WrongUsage(
                $"needs the program '{missing}', which is not on PATH: install {package}");
        }
    }
}
