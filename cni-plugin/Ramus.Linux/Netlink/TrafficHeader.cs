using System.Runtime.InteropServices;

namespace Ramus.Linux.Netlink;

/// <summary>The fixed part of messages about queues and filters (rtnetlink(7), tcmsg).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TrafficHeader
{
    public byte Family;
    public byte Padding;
    public ushort MorePadding;
    public int Index;
    public uint Handle;
    public uint Parent;
    public uint Info;
}
