namespace Ramus.Contract.NodeNetwork;

/// <summary>A network interface of the node.</summary>
/// <param name="Name">As networks name it in 'master'.</param>
/// <param name="State">The kernel's operstate: up, down, unknown or another of its words.</param>
/// <param name="Mtu">In bytes; 0 when the kernel does not say.</param>
public sealed record HostInterface(string Name, string State, int Mtu);
