namespace Ramus.Linux.Netlink;

/// <summary>A bridge.</summary>
public sealed record BridgeKind() : LinkKind("bridge");
