using System.Runtime.InteropServices;

namespace Ramus.Linux.Netlink;

/// <summary>
/// The header of every message (netlink(7), nlmsghdr). All numbers are in the machine's byte order.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NetlinkHeader
{
    internal const int Size = 16;

    public int Length;
    public MessageType Type;
    public MessageFlags Flags;
    public uint Sequence;
    public uint Port;
}
