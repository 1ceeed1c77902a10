namespace Ramus.Contract.Json;

/// <summary>Input violates the contract. The message names the object, the mistake and the remedy.</summary>
public sealed class ContractException : FormatException
{
    public ContractException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>1-based line of a mistake in JSON.</summary>
    public long? Line { get; init; }

    /// <summary>1-based column of a mistake in JSON, counted in characters.</summary>
    public long? Column { get; init; }
}
