namespace Ramus.Node.Report;

/// <summary>The node's default network.</summary>
/// <param name="Name">In its configuration.</param>
/// <param name="File">Where that is.</param>
/// <param name="Plugins">The types of its chain.</param>
internal sealed record ReportedDefaultNetwork(string Name, string File, IReadOnlyList<string> Plugins);
