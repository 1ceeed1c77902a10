using Ramus.Contract.Selection;

namespace Ramus.Node.Report;

/// <summary>A network that does not work on this node, and why.</summary>
internal sealed record NetworkFailure(NetworkKey Network, string Cause);
