using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ramus.Linux.Netlink;

/// <summary>Messages about routes (rtnetlink(7), RTM_*ROUTE).</summary>
internal static class RouteMessage
{
    private const byte Inet = 2, Inet6 = 10;
    private const byte MainTable = 254, StaticProtocol = 4, Unicast = 1;
    private const ushort OutputInterfaceAttribute = 4, GatewayAttribute = 5, TableAttribute = 15;

    /// <summary>Asks for all routes of both families.</summary>
    public static NetlinkRequest List() =>
        NetlinkRequest.Of(MessageType.GetRoute, MessageFlags.Request | MessageFlags.Dump, new Header());

    /// <summary>Removes a route by the kernel's own description.</summary>
    public static NetlinkRequest Remove(DefaultRoute route) => NetlinkRequest.Of(
        MessageType.DeleteRoute, MessageFlags.Request | MessageFlags.Acknowledge, route.Message.Span);

    /// <summary>Adds a default route by <paramref name="gateway"/> through an interface.</summary>
    public static NetlinkRequest AddDefault(IPAddress gateway, int interfaceIndex) => NetlinkRequest
        .Of(
            MessageType.NewRoute,
            MessageFlags.Request | MessageFlags.Acknowledge | MessageFlags.Create | MessageFlags.Exclusive,
            new Header
            {
                Family = gateway.AddressFamily == AddressFamily.InterNetwork ? Inet : Inet6,
                Table = MainTable,
                Protocol = StaticProtocol,
                Type = Unicast,
            })
        .Attribute(GatewayAttribute, gateway.GetAddressBytes())
        .Attribute(OutputInterfaceAttribute, interfaceIndex);

    /// <summary>The default route that a message describes; null when it describes another kind of route.</summary>
    public static DefaultRoute? ReadDefault(ReadOnlySpan<byte> body)
    {
        if (!MemoryMarshal.TryRead<Header>(body, out var header)
            || header is not { DestinationLength: 0, Type: Unicast, Family: Inet or Inet6 })
        {
            return null;
        }

        uint table = header.Table, interfaceIndex = 0;
        var attributes = new AttributeReader(body[Unsafe.SizeOf<Header>()..]);
        while (attributes.Read())
        {
            switch (attributes.Type)
            {
                case OutputInterfaceAttribute when attributes.TryGetNumber(out var number):
                    interfaceIndex = number;
                    break;

                // Numbers of tables do not all fit into the header.
                case TableAttribute when attributes.TryGetNumber(out var number):
                    table = number;
                    break;
            }
        }

        var family = header.Family == Inet ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        return table == MainTable ? new DefaultRoute(family, (int)interfaceIndex, body.ToArray()) : null;
    }

    /// <summary>The fixed part (rtmsg).</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Header
    {
        public byte Family;
        public byte DestinationLength;
        public byte SourceLength;
        public byte TypeOfService;
        public byte Table;
        public byte Protocol;
        public byte Scope;
        public byte Type;
        public uint Flags;
    }
}
