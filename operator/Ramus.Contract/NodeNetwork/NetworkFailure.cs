using Ramus.Contract.Selection;

namespace Ramus.Contract.NodeNetwork;

/// <summary>A network that does not work on this node, and the cause as a human-readable sentence.</summary>
public sealed record NetworkFailure(NetworkKey Network, string Cause);
