namespace Ramus.Testing.Reports;

/// <summary>A finding about a network.</summary>
/// <param name="Rule">The id of the rule in docs/validation.md.</param>
/// <param name="Severity">"error" or "warning".</param>
/// <param name="Says">A part of the message: what is wrong, and what to write instead.</param>
public sealed record ReportFinding(string Rule, string Severity, string Says);
