namespace Ramus.Linux.Netlink;

/// <summary>The VLAN tag that a card adds to the packets of a virtual function.</summary>
/// <param name="Id">The tag; 0 for none.</param>
/// <param name="Priority">The priority, 0 to 7.</param>
/// <param name="Protocol">The Ethernet type of the tag, <see cref="Dot1Q"/> or <see cref="Dot1Ad"/>.</param>
public readonly record struct VirtualFunctionVlan(int Id, int Priority, ushort Protocol)
{
    /// <summary>802.1Q.</summary>
    public const ushort Dot1Q = 0x8100;

    /// <summary>802.1ad.</summary>
    public const ushort Dot1Ad = 0x88A8;
}
