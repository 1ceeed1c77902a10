namespace Ramus.Validation.Json;

/// <summary>One judgement of a configuration: how its texts are read, and how much of it has been looked at.</summary>
/// <param name="hasVariables">Whether texts may hold node variables.</param>
/// <param name="cancellationToken">Ends the judgement, by an <see cref="OperationCanceledException"/>.</param>
internal sealed class ConfigReading(bool hasVariables, CancellationToken cancellationToken = default)
{
    private const int StepsBetweenLooks = 1024;

    private int nextLook = StepsBetweenLooks;

    public bool HasVariables { get; } = hasVariables;

    /// <summary>Values and keys that were looked at; one that is looked at twice counts twice.</summary>
    public int Steps { get; private set; }

    public void Look(int values)
    {
        Steps += values;
        if (Steps >= nextLook)
        {
            nextLook = Steps + StepsBetweenLooks;
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
