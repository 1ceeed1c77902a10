namespace Ramus.Conformance.Clauses;

/// <summary>The result of one clause.</summary>
/// <param name="Clause">The clause.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="Reason">The observation, or why the clause does not apply; empty for a pass.</param>
internal sealed record Verdict(Clause Clause, Outcome Outcome, string Reason);
