namespace Ramus.Node.Report;

/// <summary>A CNI plugin in the node's directory.</summary>
/// <param name="Name">Its file name, which networks call its type.</param>
/// <param name="CniVersions">What it answered to VERSION; empty when it gave no answer.</param>
/// <param name="Problem">Why it gave none.</param>
internal sealed record InstalledPlugin(string Name, IReadOnlyList<string> CniVersions, string? Problem = null);
