namespace Ramus.Linux.Netlink;

/// <summary>An interface that drops what is sent through it.</summary>
public sealed record DummyKind() : LinkKind("dummy");
