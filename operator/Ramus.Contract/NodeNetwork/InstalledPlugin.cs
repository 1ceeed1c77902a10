namespace Ramus.Contract.NodeNetwork;

/// <summary>A CNI plugin in the node's plugin directory.</summary>
/// <param name="Name">Its file name, which is the 'type' in configurations.</param>
/// <param name="CniVersions">The versions in its answer to VERSION; empty when it gave no answer.</param>
/// <param name="Problem">The reason why it gave no answer.</param>
public sealed record InstalledPlugin(string Name, IReadOnlyList<string> CniVersions, string? Problem = null);
