namespace Ramus.Validation.Rules;

/// <summary>A rule: its stable id, what follows from breaking it, and what it says.</summary>
public sealed record Rule(string Id, Severity Severity, string Sentence);
