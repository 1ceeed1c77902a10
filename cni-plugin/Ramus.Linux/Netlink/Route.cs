using System.Net;

namespace Ramus.Linux.Netlink;

/// <summary>A route of a network namespace.</summary>
/// <param name="Destination">The first address of the destination; all zeros for a default route.</param>
/// <param name="PrefixLength">The length of the destination's prefix in bits.</param>
public sealed record Route(IPAddress Destination, int PrefixLength)
{
    /// <summary>The number of the main routing table.</summary>
    public const uint MainTable = RouteMessage.MainTable;

    /// <summary>The output interface; 0 for none.</summary>
    public int InterfaceIndex { get; init; }

    /// <summary>The next hop; null for a destination on the link.</summary>
    public IPAddress? Gateway { get; init; }

    /// <summary>The preferred source address; null for none.</summary>
    public IPAddress? Source { get; init; }

    /// <summary>0 for global, 253 for link, 254 for host, 255 for nowhere (rtnetlink(7)).</summary>
    public byte Scope { get; init; }

    /// <summary>The metric; null leaves it to the kernel.</summary>
    public uint? Priority { get; init; }

    /// <summary>The number of the routing table.</summary>
    public uint Table { get; init; } = MainTable;
}
