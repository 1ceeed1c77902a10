namespace Ramus.Validation.Rules;

/// <summary>Ends a validation that has reached the limit of findings.</summary>
internal sealed class EnoughFindingsException : Exception;
