namespace Ramus.Validation;

/// <summary>The consequence of a finding.</summary>
public enum Severity
{
    /// <summary>The network cannot work; it is refused.</summary>
    Error,

    /// <summary>The network works, but perhaps not as intended; its author is warned.</summary>
    Warning,
}
