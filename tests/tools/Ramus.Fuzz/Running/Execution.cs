using Ramus.Fuzz.Mutation;
using Ramus.Fuzz.Targets;

namespace Ramus.Fuzz.Running;

/// <summary>Runs a target on one input and detects failures.</summary>
internal sealed class Execution(FuzzTarget target)
{
    // A parser may allocate some hundred times the size of its input; more indicates an attack on memory.
    private const long BytesForEachByte = 4096;
    private const long BytesAlways = 32 << 20;

    /// <summary>The target's outcome for the last input.</summary>
    public Outcome Outcome { get; private set; }

    /// <summary>The failure; null when there is none.</summary>
    public Failure? Run(byte[] input)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            Outcome = target.Execute(input);
        }
#pragma warning disable CA1031 // Every exception is a finding.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Outcome = Outcome.Refused;
            return Failure.Of(exception);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return allocated > BytesAlways + (Math.Min(input.Length, Mutator.MaxBytes) * BytesForEachByte)
            ? new Failure("too much memory", $"{allocated} bytes were allocated for an input of {input.Length}")
            : null;
    }
}
