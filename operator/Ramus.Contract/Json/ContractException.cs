namespace Ramus.Contract.Json;

/// <summary>Input broke the contract; the message says what, where, and what to do about it.</summary>
public sealed class ContractException : FormatException
{
    public ContractException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>1-based line of a JSON mistake.</summary>
    public long? Line { get; init; }

    /// <summary>1-based column of a JSON mistake, counted in characters.</summary>
    public long? Column { get; init; }
}
