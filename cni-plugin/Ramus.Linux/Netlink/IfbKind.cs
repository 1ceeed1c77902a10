namespace Ramus.Linux.Netlink;

/// <summary>An interface that sends the packets that another one received, so that a queue can limit them.</summary>
public sealed record IfbKind() : LinkKind("ifb");
