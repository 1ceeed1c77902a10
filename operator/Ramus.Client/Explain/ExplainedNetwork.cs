using Ramus.Contract.Selection;

namespace Ramus.Client.Explain;

/// <summary>A network that pods can select.</summary>
/// <param name="Key">The network.</param>
/// <param name="Source">Where it is defined: a place in a file, or the cluster.</param>
/// <param name="Type">The types of its plugins; empty when unknown.</param>
/// <param name="Annotations">Its annotations.</param>
internal sealed record ExplainedNetwork(
    NetworkKey Key, string Source, string Type, IReadOnlyDictionary<string, string> Annotations);
