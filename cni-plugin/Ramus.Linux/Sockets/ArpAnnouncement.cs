using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;
using Ramus.Linux.Files;
using Ramus.Linux.Namespaces;
using Ramus.Linux.Netlink;

namespace Ramus.Linux.Sockets;

/// <summary>
/// Tells the neighbors of an interface which hardware address an IPv4 address has now, because they may remember that
/// of another pod: a gratuitous ARP request (RFC 5944, section 4.6).
/// </summary>
public static unsafe class ArpAnnouncement
{
    private const ushort Ipv4 = 0x0800, Arp = 0x0806;
    private const int EthernetBytes = 6;

    private static readonly byte[] Broadcast = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];

    /// <summary>Announces IPv4 addresses of an interface; nothing for one without an Ethernet address.</summary>
    /// <exception cref="IOException">The kernel refuses to send a packet.</exception>
    public static void Send(OpenedNamespace space, Link link, IEnumerable<IPAddress> addresses)
    {
        if (link.Address.Length != EthernetBytes)
        {
            return;
        }

        var fd = space.Run(static () => Libc.socket(Libc.AF_PACKET, Libc.SOCK_DGRAM | Libc.O_CLOEXEC, 0));
        if (fd < 0)
        {
            throw PosixFile.Failure("open a packet socket in", space.Path);
        }

        try
        {
            foreach (var address in addresses)
            {
                Send(fd, link, Request(link, address));
            }
        }
        finally
        {
            _ = Libc.close(fd);
        }
    }

    private static void Send(int fd, Link link, ReadOnlySpan<byte> packet)
    {
        var address = new Libc.PacketAddress
        {
            Family = Libc.AF_PACKET,
            Protocol = BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(Arp) : Arp,
            Index = link.Index,
            Length = EthernetBytes,
        };
        Broadcast.CopyTo(MemoryMarshal.AsBytes(new Span<ulong>(ref address.Destination)));
        fixed (byte* start = packet)
        {
            if (Libc.sendto(fd, start, packet.Length, 0, &address, sizeof(Libc.PacketAddress)) < 0)
            {
                throw PosixFile.Failure("announce an address of", link.Name);
            }
        }
    }

    private static byte[] Request(Link link, IPAddress address) =>
    [
        0, 1, Ipv4 >> 8, Ipv4 & 0xFF, EthernetBytes, sizeof(uint), 0, 1,
        .. link.Address.Span, .. address.GetAddressBytes(), .. Broadcast, .. address.GetAddressBytes(),
    ];
}
