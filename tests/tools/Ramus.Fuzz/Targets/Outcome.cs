namespace Ramus.Fuzz.Targets;

/// <summary>The answer of the code under test to an input.</summary>
internal enum Outcome
{
    Refused,
    Accepted,
}
