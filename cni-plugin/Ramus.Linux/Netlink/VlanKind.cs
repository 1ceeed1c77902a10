namespace Ramus.Linux.Netlink;

/// <summary>An interface for the packets of another interface that have a VLAN tag.</summary>
/// <param name="Id">The tag.</param>
public sealed record VlanKind(ushort Id) : LinkKind("vlan")
{
    internal const ushort IdAttribute = 1;

    /// <inheritdoc/>
    internal override void Write(NetlinkRequest request) => request.Attribute(IdAttribute, Id);
}
