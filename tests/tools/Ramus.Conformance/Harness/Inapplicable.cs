namespace Ramus.Conformance.Harness;

/// <summary>A clause does not apply to this plugin; the message says why.</summary>
internal sealed class Inapplicable(string message) : Exception(message);
