using System.Net;

namespace Ramus.Linux.Netlink;

/// <summary>A rule that chooses the routing table of a packet (ip-rule(8)).</summary>
/// <param name="Table">The number of the routing table.</param>
/// <param name="Message">The kernel's own description of the rule, needed to remove it.</param>
public sealed record Rule(uint Table, ReadOnlyMemory<byte> Message)
{
    /// <summary>The first address of the packets' sources; null for any source.</summary>
    public IPAddress? Source { get; init; }
}
