using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Ramus.Linux.Files;
using Ramus.Linux.Namespaces;
using Ramus.Linux.Netlink;

namespace Ramus.Linux.Sockets;

/// <summary>
/// Tells the neighbors of an interface which hardware address an IP address has now, because they may remember another
/// pod's: a gratuitous ARP request (RFC 5944, section 4.6) or a neighbor advertisement (RFC 4861, section 7.2.6).
/// </summary>
public static unsafe class AddressAnnouncement
{
    private const ushort Ipv4 = 0x0800, Arp = 0x0806, Ipv6 = 0x86DD;
    private const int EthernetBytes = 6, HeaderBytes = 40, AdvertisementBytes = 32;

    private static readonly byte[] Broadcast = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];
    private static readonly byte[] AllNodes = [0x33, 0x33, 0, 0, 0, 1];
    private static readonly IPAddress AllNodesAddress = IPAddress.Parse("ff02::1");

    /// <summary>Announces the addresses of an interface; nothing for one without an Ethernet address.</summary>
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
                var isV4 = address.AddressFamily == AddressFamily.InterNetwork;
                Send(
                    fd,
                    link,
                    isV4 ? Arp : Ipv6,
                    isV4 ? Broadcast : AllNodes,
                    isV4 ? ArpRequest(link, address) : Advertisement(link, address));
            }
        }
        finally
        {
            _ = Libc.close(fd);
        }
    }

    private static void Send(
        int fd, Link link, ushort protocol, ReadOnlySpan<byte> destination, ReadOnlySpan<byte> packet)
    {
        var address = new Libc.PacketAddress
        {
            Family = Libc.AF_PACKET,
            Protocol = BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(protocol) : protocol,
            Index = link.Index,
            Length = EthernetBytes,
        };
        destination.CopyTo(MemoryMarshal.AsBytes(new Span<ulong>(ref address.Destination)));
        fixed (byte* start = packet)
        {
            if (Libc.sendto(fd, start, packet.Length, 0, &address, sizeof(Libc.PacketAddress)) < 0)
            {
                throw PosixFile.Failure("announce an address of", link.Name);
            }
        }
    }

    private static byte[] ArpRequest(Link link, IPAddress address) =>
    [
        0, 1, Ipv4 >> 8, Ipv4 & 0xFF, EthernetBytes, sizeof(uint), 0, 1,
        .. link.Address.Span, .. address.GetAddressBytes(), .. Broadcast, .. address.GetAddressBytes(),
    ];

    private static byte[] Advertisement(Link link, IPAddress address)
    {
        const byte icmp = 58, advertisement = 136, replaces = 0x20, targetLinkAddress = 2, noHopTaken = 255;
        byte[] packet =
        [
            0x60, 0, 0, 0, 0, AdvertisementBytes, icmp, noHopTaken,
            .. address.GetAddressBytes(), .. AllNodesAddress.GetAddressBytes(),
            advertisement, 0, 0, 0, replaces, 0, 0, 0, .. address.GetAddressBytes(),
            targetLinkAddress, 1, .. link.Address.Span,
        ];
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(HeaderBytes + 2), Checksum(packet));
        return packet;
    }

    // RFC 4443, section 2.3: over both addresses, the length, the next header and the message.
    private static ushort Checksum(ReadOnlySpan<byte> packet)
    {
        const int addresses = 8, nextHeader = 6;
        uint sum = AdvertisementBytes + (uint)packet[nextHeader];
        for (var index = addresses; index < packet.Length; index += sizeof(ushort))
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(packet[index..]);
        }

        sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)~(sum + (sum >> 16));
    }
}
