using System.Diagnostics;

namespace Ramus.Testing;

/// <summary>A child process's real network namespace; needs no root where user namespaces are allowed.</summary>
public sealed class PodNamespace : IDisposable
{
    private readonly Process holder;

    public PodNamespace()
    {
        // `cat` ends with this process, even if this process is killed.
        var start = new ProcessStartInfo("unshare", [.. Flags(), "sh", "-c", "echo ready; exec cat"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        holder = Process.Start(start)!;
        if (holder.StandardOutput.ReadLine() != "ready")
        {
            Assert.Skip($"a network namespace cannot be created here: {holder.StandardError.ReadToEnd().Trim()}");
        }
    }

    public string Path => $"/proc/{holder.Id}/ns/net";

    /// <summary>Runs shell commands in the namespace; returns their output. Needs root.</summary>
    public string Run(string script)
    {
        using var shell = Process.Start(new ProcessStartInfo("nsenter", [$"--net={Path}", "sh", "-ec", script])
        {
            RedirectStandardOutput = true,
        })!;
        var output = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        shell.ExitCode.ShouldBe(0, script);
        return output;
    }

    public void Dispose()
    {
        holder.Kill();
        holder.WaitForExit();
        holder.Dispose();
    }

    private static string[] Flags() => Environment.IsPrivilegedProcess ? ["--net"] : ["--net", "--map-root-user"];
}
