namespace Ramus.Validation;

/// <summary>What follows from a finding.</summary>
public enum Severity
{
    /// <summary>The network cannot work; it is refused.</summary>
    Error,

    /// <summary>The network works, but perhaps not as it was meant; its author is told.</summary>
    Warning,
}
