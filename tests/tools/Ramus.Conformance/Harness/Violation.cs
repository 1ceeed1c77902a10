namespace Ramus.Conformance.Harness;

/// <summary>The plugin violates a clause; the message describes the observation.</summary>
internal sealed class Violation(string message) : Exception(message);
