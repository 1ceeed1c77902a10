using System.Runtime.InteropServices;

namespace Ramus.Linux.Netlink;

/// <summary>
/// The header of an attribute (rtnetlink(7), rtattr). Its length includes the header, but not the padding after it.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct AttributeHeader
{
    internal const int Size = 4;

    /// <summary>The upper two bits of the type are flags (linux/netlink.h, NLA_TYPE_MASK).</summary>
    internal const int TypeMask = 0x3FFF;

    public ushort Length;
    public ushort Type;

    /// <summary>Messages and attributes begin at multiples of four bytes.</summary>
    internal static int Aligned(int length) => (length + 3) & ~3;
}
