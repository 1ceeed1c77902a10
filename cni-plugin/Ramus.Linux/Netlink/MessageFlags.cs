namespace Ramus.Linux.Netlink;

/// <summary>The flags of a message (netlink(7)).</summary>
[Flags]
internal enum MessageFlags : ushort
{
    Request = 0x1,
    Acknowledge = 0x4,

    /// <summary>The sender gets the kernel's report of the change, too.</summary>
    Echo = 0x8,

    /// <summary>The kernel's tables changed while it listed them.</summary>
    DumpInterrupted = 0x10,
    Replace = 0x100,
    Exclusive = 0x200,
    Dump = 0x300,
    Create = 0x400,

    /// <summary>A change that the kernel acknowledges.</summary>
    Change = Request | Acknowledge,

    /// <summary>A change that fails when the object exists.</summary>
    New = Change | Create | Exclusive,
}
