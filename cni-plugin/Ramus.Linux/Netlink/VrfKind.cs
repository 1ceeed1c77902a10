namespace Ramus.Linux.Netlink;

/// <summary>A routing domain: interfaces that belong to it use its routing table.</summary>
/// <param name="Table">The number of the routing table.</param>
public sealed record VrfKind(uint Table) : LinkKind(VrfKind.KindName)
{
    /// <summary>The kernel's name of the kind.</summary>
    public const string KindName = "vrf";

    internal const ushort TableAttribute = 1;

    /// <inheritdoc/>
    internal override void Write(NetlinkRequest request) => request.Attribute(TableAttribute, unchecked((int)Table));
}
