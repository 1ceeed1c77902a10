namespace Ramus.Operator.Networks;

/// <summary>A plugin of a node; no versions: it gave no answer.</summary>
internal sealed record ReportedPlugin(string Name, IReadOnlyList<string> CniVersions);
