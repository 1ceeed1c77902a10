namespace Ramus.Operator.Networks;

/// <summary>A node that runs the agent: its report and its labels.</summary>
internal sealed record NodeView(CachedNodeReport Report, IReadOnlyDictionary<string, string> Labels);
