using System.Diagnostics;
using Ramus.Kubernetes.Options;

namespace Ramus.Client.Try.Scratch;

/// <summary>Runs tools of the machine: ip, mount, iptables.</summary>
internal static class HostTool
{
    /// <summary>Runs a program; returns its standard output.</summary>
    /// <exception cref="ProgramException">The program failed; the message has its standard error.</exception>
    public static string Run(string program, IReadOnlyList<string> arguments, string? input = null)
    {
        var (status, output, error) = Execute(program, arguments, input);
        return status == 0
            ? output
            : throw new ProgramException($"`{program} {string.Join(' ', arguments)}` failed: {error.Trim()}");
    }

    /// <summary>As <see cref="Run"/>; null when the program failed.</summary>
    public static string? TryRun(string program, params IReadOnlyList<string> arguments)
    {
        var (status, output, _) = Execute(program, arguments, input: null);
        return status == 0 ? output : null;
    }

    /// <summary>The path of a program on PATH; null when it is not found.</summary>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(directory => Path.Combine(directory, program))
            .FirstOrDefault(File.Exists);

    private static (int Status, string Output, string Error) Execute(
        string program, IReadOnlyList<string> arguments, string? input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        if (input is not null)
        {
            process.StandardInput.Write(input);
        }

        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
