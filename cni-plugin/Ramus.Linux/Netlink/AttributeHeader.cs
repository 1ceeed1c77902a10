using System.Runtime.InteropServices;

namespace Ramus.Linux.Netlink;

/// <summary>
/// The head of an attribute (rtnetlink(7), rtattr). Its length counts the head, and not the padding behind it.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct AttributeHeader
{
    internal const int Size = 4;

    public ushort Length;
    public ushort Type;

    /// <summary>Messages and attributes begin at multiples of four bytes.</summary>
    internal static int Aligned(int length) => (length + 3) & ~3;
}
