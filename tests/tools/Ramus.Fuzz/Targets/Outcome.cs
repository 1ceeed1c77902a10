namespace Ramus.Fuzz.Targets;

/// <summary>What the code under test said to an input.</summary>
internal enum Outcome
{
    Refused,
    Accepted,
}
