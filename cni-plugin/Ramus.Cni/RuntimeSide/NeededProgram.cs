namespace Ramus.Cni.RuntimeSide;

/// <summary>A program of the node that a network needs.</summary>
/// <param name="Type">The plugin's type, which is the program's name.</param>
/// <param name="IsIpam">It is the IPAM plugin of another plugin.</param>
/// <param name="IsAlsoBuiltIn">The type is built in, but the network needs the program nevertheless.</param>
/// <param name="Unknown">The key or value that the built-in plugin does not know; null for none.</param>
public sealed record NeededProgram(string Type, bool IsIpam, bool IsAlsoBuiltIn, string? Unknown);
