namespace Ramus.Node.Report;

/// <summary>A network interface of the node.</summary>
/// <param name="Name">As networks name it in 'master'.</param>
/// <param name="State">up, down, unknown or another word of the kernel.</param>
/// <param name="Mtu">0 when the kernel does not say.</param>
internal sealed record HostInterface(string Name, string State, int Mtu);
