using System.Runtime.InteropServices;

namespace Ramus.Linux.Netlink;

/// <summary>Messages about interfaces (rtnetlink(7), RTM_*LINK).</summary>
internal static class LinkMessage
{
    private const ushort NameAttribute = 3;

    /// <summary>Asks for one interface by its name.</summary>
    public static NetlinkRequest Find(string name) => NetlinkRequest
        .Of(MessageType.GetLink, MessageFlags.Request, new Header())
        .Attribute(NameAttribute, name);

    /// <summary>
    /// The index of the interface that a message describes; null when the message is too short for one.
    /// </summary>
    public static int? ReadIndex(ReadOnlySpan<byte> body) =>
        MemoryMarshal.TryRead<Header>(body, out var header) ? header.Index : null;

    /// <summary>The fixed part (ifinfomsg).</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Header
    {
        public byte Family;
        public byte Padding;
        public ushort HardwareType;
        public int Index;
        public uint Flags;
        public uint Change;
    }
}
