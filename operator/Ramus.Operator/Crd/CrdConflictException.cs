namespace Ramus.Operator.Crd;

/// <summary>
/// The cluster's CRD differs from ours in a field that cannot be changed; an administrator has to decide.
/// </summary>
internal sealed class CrdConflictException(string message) : Exception(message);
