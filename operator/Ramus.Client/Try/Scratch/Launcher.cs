using System.Diagnostics;
using Ramus.Client.Try.Input;
using Ramus.Kubernetes.Options;

namespace Ramus.Client.Try.Scratch;

/// <summary>
/// Starts this program again as the first process of new namespaces. When that process ends, for whatever reason, the
/// kernel removes the whole scratch node: processes, interfaces, mounts and files.
/// </summary>
internal static class Launcher
{
    /// <summary>Tells this program that it already runs inside the scratch node.</summary>
    internal const string InsideOption = "--inside";

    private static readonly string[] Tools = ["unshare", "mount", "ip"];

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    // As pid 1, .NET would reap every child process, also those for which other code waits.
    private static readonly string[] FirstProcess = ["sh", "-c", "\"$@\"; exit $?", "sh"];

    public static async Task<int> RunAsync(TryOptions options, CancellationToken cancellationToken)
    {
        CheckMachine();

        // Errors in the files are reported before a scratch node is created.
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

    // Ctrl-C reaches the scratch node directly; for any other signal, closing its input ends it.
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
            // Never written to: when the pipe is closed, the scratch node ends.
            RedirectStandardInput = true,
        };
    }

    private static void CheckMachine()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            throw ProgramException.WrongUsage("`try` needs root to create network namespaces: run it with sudo");
        }

        if (Tools.FirstOrDefault(tool => HostTool.Find(tool) is null) is { } missing)
        {
            var package = missing == "ip" ? "iproute2" : "util-linux";
            throw ProgramException.WrongUsage(
                $"`try` needs the program '{missing}', which is not on PATH: install {package}");
        }
    }
}
