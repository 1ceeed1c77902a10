namespace Ramus.Contract.Network;

/// <summary>An executable that every node of a network needs.</summary>
/// <param name="Type">The plugin's type, which is its file name on the node.</param>
/// <param name="Role"><c>interface</c> or <c>ipam</c>.</param>
public sealed record ProgramNeed(string Type, string Role);
