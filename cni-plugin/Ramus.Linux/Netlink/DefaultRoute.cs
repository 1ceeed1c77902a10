using System.Net.Sockets;

namespace Ramus.Linux.Netlink;

/// <summary>A default route in the main table of a network namespace.</summary>
/// <param name="Family">IPv4 or IPv6.</param>
/// <param name="InterfaceIndex">The interface it leaves by; 0 for a route over several.</param>
/// <param name="Message">The kernel's own description, by which it is removed.</param>
public sealed record DefaultRoute(AddressFamily Family, int InterfaceIndex, ReadOnlyMemory<byte> Message);
