namespace Ramus.Linux.Netlink;

/// <summary>
/// A route with the kernel's own description of it, needed to remove it or to copy it with all settings.
/// </summary>
public sealed record KernelRoute(Route Route, ReadOnlyMemory<byte> Message)
{
    /// <summary>The kernel made it, because an interface has an address of this subnet.</summary>
    public bool IsOfKernel => RouteMessage.IsOfKernel(Message.Span);
}
