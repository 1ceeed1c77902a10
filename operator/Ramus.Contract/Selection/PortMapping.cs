namespace Ramus.Contract.Selection;

/// <summary>A host port that is forwarded to the pod; the protocol is in lower case, as runtimes write it.</summary>
public sealed record PortMapping(int HostPort, int ContainerPort, string Protocol, string? HostIp);
