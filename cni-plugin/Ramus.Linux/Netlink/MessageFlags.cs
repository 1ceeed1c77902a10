namespace Ramus.Linux.Netlink;

/// <summary>How a message is to be taken (netlink(7)).</summary>
[Flags]
internal enum MessageFlags : ushort
{
    Request = 0x1,
    Acknowledge = 0x4,

    /// <summary>The kernel's tables changed while it listed them.</summary>
    DumpInterrupted = 0x10,
    Exclusive = 0x200,
    Dump = 0x300,
    Create = 0x400,
}
