namespace Ramus.Contract.NodeDisk;

/// <summary>Why a CNI command, or one of its networks, failed.</summary>
/// <param name="Network">The network; null: the failure is not that of one network.</param>
/// <param name="Reason">The name of the CNI error code.</param>
public sealed record CommandFailure(string? Network, string Reason);
