using System.Diagnostics;

namespace Ramus.Conformance.Harness;

/// <summary>A started program, and its answer after its end.</summary>
internal sealed class Child : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> errorOutput;

    private Child(Process process)
    {
        this.process = process;
        output = process.StandardOutput.ReadToEndAsync();
        errorOutput = process.StandardError.ReadToEndAsync();
    }

    public int Id => process.Id;

    public bool IsRunning => !process.HasExited;

    /// <summary>Starts a program whose environment contains only PATH and <paramref name="environment"/>.</summary>
    public static Child Start(
        IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, string input, bool keepOpen =
            false)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        var child = new Child(Process.Start(start)!);
        child.Feed(input, keepOpen);
        return child;
    }

    /// <summary>Waits for the end.</summary>
    /// <exception cref="Violation">The program did not end in time; it is killed.</exception>
    public Answer Finish()
    {
        if (!Task.WaitAll([output, errorOutput], Patience) || !process.WaitForExit(Patience))
        {
            Kill();
            throw new Violation($"no answer within {Patience.TotalSeconds:F0} s");
        }

        return new Answer(process.ExitCode, output.Result, errorOutput.Result);
    }

    /// <summary>Kills the program and its children.</summary>
    public void Kill() => process.Kill(entireProcessTree: true);

    public void Dispose()
    {
        if (IsRunning)
        {
            Kill();
        }

        process.Dispose();
    }

    private void Feed(string input, bool keepOpen)
    {
        try
        {
            process.StandardInput.Write(input);
            process.StandardInput.Flush();
            if (!keepOpen)
            {
                process.StandardInput.Close();
            }
        }
        catch (IOException)
        {
            // The program may ignore its standard input.
        }
    }
}
