namespace Ramus.Validation.Json;

/// <summary>The state of one validation of a configuration: how to read its strings, and the number of steps.</summary>
/// <param name="hasVariables">Whether strings may contain node variables.</param>
/// <param name="cancellationToken">Ends the validation with an <see cref="OperationCanceledException"/>.</param>
internal sealed class ConfigReading(bool hasVariables, CancellationToken cancellationToken = default)
{
    private const int StepsBetweenLooks = 1024;

    private int nextLook = StepsBetweenLooks;

    public bool HasVariables { get; } = hasVariables;

    /// <summary>The number of visits to values and keys; a second visit counts again.</summary>
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
