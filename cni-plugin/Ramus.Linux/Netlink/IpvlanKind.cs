namespace Ramus.Linux.Netlink;

/// <summary>An interface that shares the hardware address of another interface.</summary>
/// <param name="Mode">The kernel's number: l2 0, l3 1, l3s 2.</param>
public sealed record IpvlanKind(ushort Mode) : LinkKind("ipvlan")
{
    internal const ushort ModeAttribute = 1;

    /// <inheritdoc/>
    internal override void Write(NetlinkRequest request) => request.Attribute(ModeAttribute, Mode);
}
