using Ramus.Crash.Node;

namespace Ramus.Crash.CrashPoints;

/// <summary>One node for all tests of a class, made by the first that needs it.</summary>
public sealed class SharedMachine : IDisposable
{
    private Machine? machine;

    internal Machine Machine => machine ??= new Machine();

    /// <summary>The next test gets a new one: what this one has left over must fail no other.</summary>
    internal void Abandon()
    {
        machine?.Dispose();
        machine = null;
    }

    public void Dispose() => Abandon();
}
