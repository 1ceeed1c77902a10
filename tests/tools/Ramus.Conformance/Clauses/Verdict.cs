namespace Ramus.Conformance.Clauses;

/// <summary>The end of one clause.</summary>
/// <param name="Clause">The clause.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reason">What was seen, or why it does not apply; empty for a pass.</param>
internal sealed record Verdict(Clause Clause, Outcome Outcome, string Reason);
