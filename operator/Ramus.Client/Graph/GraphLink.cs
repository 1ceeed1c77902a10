namespace Ramus.Client.Graph;

/// <summary>A pod in a network.</summary>
/// <param name="Pod">The pod as namespace/name.</param>
/// <param name="Node">Its node; empty when it has none.</param>
/// <param name="Network">The network.</param>
/// <param name="Label">The interface and its addresses; empty while the pod waits.</param>
internal sealed record GraphLink(string Pod, string Node, string Network, string Label);
