namespace Ramus.Conformance.Harness;

/// <summary>A clause is not kept; the message says what was seen.</summary>
internal sealed class Violation(string message) : Exception(message);
