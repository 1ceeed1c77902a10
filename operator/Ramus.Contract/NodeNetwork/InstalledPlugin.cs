namespace Ramus.Contract.NodeNetwork;

/// <summary>A CNI plugin in the node's directory.</summary>
/// <param name="Name">Its file name, which networks call its type.</param>
/// <param name="CniVersions">The versions that it answered to VERSION; empty when it gave no answer.</param>
/// <param name="Problem">Why it gave no answer.</param>
public sealed record InstalledPlugin(string Name, IReadOnlyList<string> CniVersions, string? Problem = null);
