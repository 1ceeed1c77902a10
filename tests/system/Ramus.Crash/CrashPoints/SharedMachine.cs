using Ramus.Crash.Node;

namespace Ramus.Crash.CrashPoints;

/// <summary>One node for all tests of a class, created by the first test that needs it.</summary>
public sealed class SharedMachine : IDisposable
{
    private Machine? machine;

    internal Machine Machine => machine ??= new Machine();

    /// <summary>
    /// Makes the next test create a new node, so that this test's leftovers cannot fail another test.
    /// </summary>
    internal void Abandon()
    {
        machine?.Dispose();
        machine = null;
    }

    public void Dispose() => Abandon();
}
