namespace Ramus.Conformance.Harness;

/// <summary>A clause says nothing about this plugin; the message says why.</summary>
internal sealed class Inapplicable(string message) : Exception(message);
