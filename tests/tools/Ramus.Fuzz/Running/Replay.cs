using Ramus.Fuzz.Targets;

namespace Ramus.Fuzz.Running;

/// <summary>Runs one input again, as a developer who repairs a finding does.</summary>
internal static class Replay
{
    public static int Run(Options options)
    {
        if (options.Targets.Count != 1)
        {
            Console.Error.WriteLine("Say which target the input is for: TARGET=name.");
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

        Console.WriteLine(failure is null ? $"all is well: the input was {execution.Outcome}"
            : $"{failure.Signature}\n\n{failure.Report}");
        return failure is null ? 0 : 1;
    }
}
