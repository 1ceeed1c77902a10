namespace Ramus.Validation.Rules;

/// <summary>Ends a judgement that has found as much as is wanted.</summary>
internal sealed class EnoughFindingsException : Exception;
