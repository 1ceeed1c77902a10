namespace Ramus.Operator.Crd;

/// <summary>The cluster's definition contradicts ours in what cannot be changed; a person has to decide.</summary>
internal sealed class CrdConflictException(string message) : Exception(message);
