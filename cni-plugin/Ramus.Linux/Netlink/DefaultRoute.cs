using System.Net.Sockets;

namespace Ramus.Linux.Netlink;

/// <summary>A default route in the main table of a network namespace.</summary>
/// <param name="Family">IPv4 or IPv6.</param>
/// <param name="InterfaceIndex">The output interface; 0 for a multipath route.</param>
/// <param name="Message">The kernel's own description of the route, needed to remove it.</param>
public sealed record DefaultRoute(AddressFamily Family, int InterfaceIndex, ReadOnlyMemory<byte> Message);
