namespace Ramus.Conformance.Clauses;

/// <summary>How a clause ended.</summary>
internal enum Outcome
{
    Pass,
    Fail,

    /// <summary>It fails, and a written reason says why that is meant.</summary>
    Deviation,
    NotApplicable,
}
