using System.Diagnostics;
using Ramus.Fuzz.Targets;

namespace Ramus.Fuzz.Running;

/// <summary>
/// Runs each target in its own process, so that the crash of one target ends neither the others nor the report.
/// </summary>
internal sealed class Supervisor(Options options, string program)
{
    public static async Task<int> RunAsync(Options options)
    {
        var began = Stopwatch.GetTimestamp();
        var program = InstrumentedCopy.Make(Path.Combine(options.Output, "instrumented"));
        Console.WriteLine($"seed {options.Seed}: {string.Join(", ", options.Targets)}; "
            + (options.Executions > 0 ? $"{options.Executions} executions" : $"{options.Seconds} s") + " each");
        var supervisor = new Supervisor(options, program);
        using var free = new SemaphoreSlim(options.Jobs);
        var summaries = await Task.WhenAll(options.Targets.Select(async target =>
        {
            await free.WaitAsync();
            try
            {
                return await supervisor.RunAsync(target);
            }
            finally
            {
                free.Release();
            }
        }));
        Console.Write(Summary.Table(summaries, Stopwatch.GetElapsedTime(began)));
        return summaries.Any(summary => summary.Findings > 0) ? 1 : 0;
    }

    private async Task<Summary> RunAsync(string target)
    {
        using var process = Process.Start(StartInfo(target))!;
        var errors = LastLinesAsync(process.StandardError);
        string? done = null;
        string? died = null;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            switch (line.Split(' ')[0])
            {
                case "done":
                    done = line;
                    break;
                case "skipped":
                    Console.WriteLine($"{target}: {line}");
                    done = "done 0 0 0 0 0 0";
                    break;
                case "died":
                    died = line["died ".Length..];
                    break;
                default:
                    Console.WriteLine(line);
                    break;
            }
        }

        await process.WaitForExitAsync();
        RemoveNode(process.Id);
        return done is not null ? Summary.Parse(target, done)
            : Bury(target, died ?? $"crash, exit code {process.ExitCode}", await errors);
    }

    // The process has ended; only its last input is left.
    private Summary Bury(string target, string reason, string errors)
    {
        var findings = new Findings(Path.Combine(options.Output, target), target);
        var input = LastInput.Read(Worker.LastInputOf(options, target));
        Console.WriteLine(findings.Keep(input, new Failure(reason, errors)));
        return new Summary(target, 0, 0, 0, 0, 0, 1);
    }

    private static void RemoveNode(int process)
    {
        if (Directory.Exists(ScratchNode.RootOf(process)))
        {
            Directory.Delete(ScratchNode.RootOf(process), recursive: true);
        }
    }

    private ProcessStartInfo StartInfo(string target)
    {
        string[] arguments =
        [
            program, "--worker", "--target", target, "--seconds", $"{options.Seconds}", "--seed", $"{options.Seed}",
            "--out", options.Output, "--corpus", options.Corpus,
            .. options.Executions > 0 ? (string[])["--executions", $"{options.Executions}"] : [],
        ];
        var start =
            new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x20000000";
        start.Environment["DOTNET_GCgen0size"] = "0x2000000";
        start.Environment["DOTNET_TieredPGO"] = "0";
        return start;
    }

    private static async Task<string> LastLinesAsync(StreamReader reader)
    {
        var lines = new Queue<string>();
        while (await reader.ReadLineAsync() is { } line)
        {
            lines.Enqueue(line);
            if (lines.Count > 200)
            {
                lines.Dequeue();
            }
        }

        return string.Join('\n', lines);
    }
}
