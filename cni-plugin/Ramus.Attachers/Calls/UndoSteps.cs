using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Attachers.Calls;

/// <summary>
/// The steps that undo an unfinished ADD, in reverse order. Disposing runs them, unless <see cref="Keep"/> was called.
/// </summary>
internal sealed class UndoSteps : IDisposable
{
    private readonly Stack<Action> steps = new();

    /// <summary>Adds a step that undoes what the caller has done, or is about to do.</summary>
    public void Push(Action step) => steps.Push(step);

    /// <summary>Forgets all steps: ADD has succeeded.</summary>
    public void Keep() => steps.Clear();

    /// <inheritdoc/>
    public void Dispose()
    {
        while (steps.TryPop(out var step))
        {
            try
            {
                step();
            }
            catch (Exception failure) when (failure is CniException or ContractException or IOException)
            {
                // The first failure is reported, and the runtime's DEL tries this again.
            }
        }
    }
}
