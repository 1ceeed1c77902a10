namespace Ramus.Linux.Netlink;

/// <summary>An interface with its own hardware address on another interface.</summary>
/// <param name="Mode">The kernel's number: private 1, vepa 2, bridge 4, passthru 8.</param>
/// <param name="BroadcastQueueLength">The packets in its queue of broadcasts; 0 leaves it to the kernel.</param>
public sealed record MacvlanKind(int Mode, uint BroadcastQueueLength) : LinkKind("macvlan")
{
    internal const ushort ModeAttribute = 1;
    private const ushort BroadcastQueueLengthAttribute = 7;

    /// <inheritdoc/>
    internal override void Write(NetlinkRequest request)
    {
        request.Attribute(ModeAttribute, Mode);
        if (BroadcastQueueLength > 0)
        {
            request.Attribute(BroadcastQueueLengthAttribute, unchecked((int)BroadcastQueueLength));
        }
    }
}
