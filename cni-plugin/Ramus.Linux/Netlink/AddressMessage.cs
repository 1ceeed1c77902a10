using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ramus.Linux.Netlink;

/// <summary>Messages about addresses (rtnetlink(7), RTM_*ADDR).</summary>
internal static class AddressMessage
{
    private const ushort AddressAttribute = 1, LocalAttribute = 2, BroadcastAttribute = 4, FlagsAttribute = 8;
    private const int LongestPrefixWithBroadcast = 30;

    /// <summary>Asks for the addresses of one interface. A kernel before Linux 4.20 lists all addresses.</summary>
    public static NetlinkRequest List(int index, AddressFamily family) => NetlinkRequest.Of(
        MessageType.GetAddress,
        MessageFlags.Request | MessageFlags.Dump,
        new Header { Family = RouteMessage.Number(family), Index = index });

    /// <summary>Adds an address.</summary>
    public static NetlinkRequest Add(int index, LinkAddress address) =>
        Write(MessageType.NewAddress, MessageFlags.New, index, address);

    /// <summary>Removes an address.</summary>
    public static NetlinkRequest Remove(int index, LinkAddress address) =>
        Write(MessageType.DeleteAddress, MessageFlags.Change, index, address);

    /// <summary>The address that a message describes; null when it belongs to another interface.</summary>
    public static LinkAddress? Read(ReadOnlySpan<byte> body, int index)
    {
        if (!MemoryMarshal.TryRead<Header>(body, out var header) || header.Index != index)
        {
            return null;
        }

        uint flags = header.Flags;
        IPAddress? local = null, address = null;
        var attributes = new AttributeReader(body[Unsafe.SizeOf<Header>()..]);
        while (attributes.Read())
        {
            switch (attributes.Type)
            {
                case LocalAttribute when attributes.Value.Length is 4 or 16:
                    local = new IPAddress(attributes.Value);
                    break;
                case AddressAttribute when attributes.Value.Length is 4 or 16:
                    address = new IPAddress(attributes.Value);
                    break;

                // The header has room for eight flags only.
                case FlagsAttribute when attributes.TryGetNumber(out var number):
                    flags = number;
                    break;
            }
        }

        // The address attribute is the other end's on a point-to-point interface.
        return (local ?? address) is { } found ? new LinkAddress(found, header.PrefixLength, flags) : null;
    }

    private static NetlinkRequest Write(MessageType type, MessageFlags flags, int index, LinkAddress address)
    {
        var bytes = address.Address.GetAddressBytes();
        var request = NetlinkRequest
            .Of(type, flags, new Header
            {
                Family = RouteMessage.Number(address.Address.AddressFamily),
                PrefixLength = (byte)address.PrefixLength,
                Index = index,
            })
            .Attribute(LocalAttribute, bytes)
            .Attribute(AddressAttribute, bytes);
        if (address.Flags != 0)
        {
            request.Attribute(FlagsAttribute, unchecked((int)address.Flags));
        }

        return bytes.Length == sizeof(uint) && address.PrefixLength <= LongestPrefixWithBroadcast
            ? request.Attribute(BroadcastAttribute, Broadcast(bytes, address.PrefixLength))
            : request;
    }

    private static byte[] Broadcast(byte[] address, int prefixLength)
    {
        var broadcast = (byte[])address.Clone();
        for (var bit = prefixLength; bit < broadcast.Length * 8; bit++)
        {
            broadcast[bit / 8] |= (byte)(0x80 >> (bit % 8));
        }

        return broadcast;
    }

    /// <summary>The fixed part (ifaddrmsg).</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Header
    {
        public byte Family;
        public byte PrefixLength;
        public byte Flags;
        public byte Scope;
        public int Index;
    }
}
