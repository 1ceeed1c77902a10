using System.Diagnostics;

namespace Ramus.Testing;

/// <summary>Runs programs that are installed on this machine.</summary>
public static class Command
{
    /// <summary>Runs a program to its end; a failure throws.</summary>
    public static string Run(string program, params string[] arguments)
    {
        var (status, output, errorOutput) = Try(program, arguments);
        return status == 0
            ? output
            : throw new InvalidOperationException(
                $"{program} {string.Join(' ', arguments)}: status {status}: {errorOutput}{output}");
    }

    public static (int Status, string Output, string ErrorOutput) Try(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        process.StandardInput.Close();
        return Finish(process);
    }

    public static Process Start(
        string program, IEnumerable<string> arguments, params (string Key, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        return Process.Start(start)!;
    }

    public static (int Status, string Output, string ErrorOutput) Finish(Process process)
    {
        var errorOutput = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errorOutput.Result);
    }
}
