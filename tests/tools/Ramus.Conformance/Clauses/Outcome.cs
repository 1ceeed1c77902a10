namespace Ramus.Conformance.Clauses;

/// <summary>The outcome of a clause.</summary>
internal enum Outcome
{
    Pass,
    Fail,

    /// <summary>The clause fails, and a written reason explains why this is intended.</summary>
    Deviation,
    NotApplicable,
}
