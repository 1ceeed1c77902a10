namespace Ramus.Operator.Networks;

/// <summary>A node with a node agent: its report and its labels.</summary>
internal sealed record NodeView(CachedNodeReport Report, IReadOnlyDictionary<string, string> Labels);
