using Ramus.Fuzz.Targets;

namespace Ramus.Fuzz.Running;

/// <summary>Runs one input again, for a developer who fixes a finding.</summary>
internal static class Replay
{
    public static int Run(Options options)
    {
        if (options.Targets.Count != 1)
        {
            Console.Error.WriteLine("Name the target of the input: TARGET=name.");
            return 2;
        }

        if (FuzzTarget.NeedsFence(options.Targets[0]) && Fence.Refuse() is { } reason)
        {
            Console.Error.WriteLine(reason);
            return 2;
        }

        using var target = FuzzTarget.Create(options.Targets[0]);
        var execution = new Execution(target);
        var input = File.ReadAllBytes(options.Input!);
        Failure? failure = null;
        if (target.Scratch is { } scratch)
        {
            Fence.Run(() => failure = execution.Run(input), scratch);
        }
        else
        {
            failure = execution.Run(input);
        }

        Console.WriteLine(failure is null ? $"no failure: the input was {execution.Outcome}"
            : $"{failure.Signature}\n\n{failure.Report}");
        return failure is null ? 0 : 1;
    }
}
