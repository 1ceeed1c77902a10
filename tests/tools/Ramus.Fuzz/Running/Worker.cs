using System.Diagnostics;
using System.Globalization;
using Ramus.Fuzz.Mutation;
using Ramus.Fuzz.Targets;

namespace Ramus.Fuzz.Running;

/// <summary>Fuzzes one target in this process; its last line of output is "done" and the statistics.</summary>
internal sealed class Worker : IDisposable
{
    private readonly Options options;
    private readonly FuzzTarget target;
    private readonly Execution execution;
    private readonly Coverage coverage;
    private readonly LastInput lastInput;
    private readonly Watchdog watchdog;
    private readonly Findings findings;
    private readonly Inputs inputs = new();
    private long executions;
    private long accepted;

    private Worker(Options options)
    {
        var name = options.Targets[0];
        var directory = Path.Combine(options.Output, name);
        Directory.CreateDirectory(directory);
        this.options = options;
        coverage = new Coverage();
        target = FuzzTarget.Create(name);
        execution = new Execution(target);
        lastInput = new LastInput(LastInputOf(options, name));
        findings = new Findings(directory, name);
        watchdog = new Watchdog(reason => Console.WriteLine($"died {reason}"));
    }

    public static string LastInputOf(Options options, string target) =>
        Path.Combine(options.Output, target, "last-input");

    public static int Run(Options options)
    {
        if (FuzzTarget.NeedsFence(options.Targets[0]) && Fence.Refuse() is { } reason)
        {
            Console.WriteLine($"skipped {reason}");
            return 0;
        }

        using var worker = new Worker(options);
        if (worker.target.Scratch is { } scratch)
        {
            Fence.Run(worker.Run, scratch, Path.Combine(options.Output, options.Targets[0]));
        }
        else
        {
            worker.Run();
        }

        return worker.findings.Count == 0 ? 0 : 1;
    }

    public void Dispose()
    {
        target.Dispose();
        lastInput.Dispose();
    }

    private void Run()
    {
        var began = Stopwatch.GetTimestamp();
        var seeds = Inputs.Seeds(options.Corpus, options.Targets[0]);
        foreach (var seed in seeds)
        {
            Try(seed);
            inputs.Add(seed);
        }

        var chance = new Chance(options.Seed);
        var mutator = new Mutator(chance, Inputs.WordsOf(seeds, target), target.HasHead);
        while (options.Executions > 0 ? executions < options.Executions : !IsOver(began))
        {
            var input = mutator.Mutate(inputs.Pick(chance), inputs.Pick(chance));
            if (Try(input))
            {
                inputs.Add(input);
            }
        }

        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"done {executions} {seconds:F1} {accepted} {coverage.Branches} {inputs.Count} {findings.Count}"));
    }

    private bool IsOver(long began) =>
        executions % 64 == 0 && Stopwatch.GetElapsedTime(began).TotalSeconds >= options.Seconds;

    /// <summary>True when the input reached new code without a failure.</summary>
    private bool Try(byte[] input)
    {
        executions++;
        lastInput.Store(input);
        coverage.Reset();
        watchdog.Step();
        var failure = execution.Run(input);
        watchdog.Step();
        accepted += execution.Outcome == Outcome.Accepted ? 1 : 0;
        if (failure is null)
        {
            return coverage.TakeNew();
        }

        if (findings.IsNew(failure))
        {
            var smallest =
                Minimiser.Shrink(input, candidate => execution.Run(candidate)?.Signature == failure.Signature);
            Console.WriteLine(findings.Keep(smallest, execution.Run(smallest) ?? failure));
        }

        return false;
    }
}
