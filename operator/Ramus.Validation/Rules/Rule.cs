namespace Ramus.Validation.Rules;

/// <summary>A rule with its stable id, its severity and its sentence for the documentation.</summary>
public sealed record Rule(string Id, Severity Severity, string Sentence);
