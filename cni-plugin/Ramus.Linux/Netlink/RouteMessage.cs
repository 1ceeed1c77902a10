using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ramus.Linux.Netlink;

/// <summary>Messages about routes (rtnetlink(7), RTM_*ROUTE).</summary>
internal static class RouteMessage
{
    internal const byte MainTable = 254;

    private const byte Inet = 2, Inet6 = 10;
    private const byte KernelProtocol = 2, BootProtocol = 3, StaticProtocol = 4, Unicast = 1;
    private const ushort DestinationAttribute = 1, OutputInterfaceAttribute = 4, GatewayAttribute = 5;
    private const ushort PriorityAttribute = 6, SourceAttribute = 7, CacheAttribute = 12;
    private const ushort TableAttribute = 15;
    private const uint Cloned = 0x200;

    /// <summary>Asks for all routes of both families.</summary>
    public static NetlinkRequest List() =>
        NetlinkRequest.Of(MessageType.GetRoute, MessageFlags.Request | MessageFlags.Dump, new Header());

    /// <summary>Removes a route, identified by the kernel's own description of it.</summary>
    public static NetlinkRequest Remove(ReadOnlySpan<byte> message) =>
        NetlinkRequest.Of(MessageType.DeleteRoute, MessageFlags.Change, message);

    /// <summary>Adds a route that is in another table, with all its settings; replaces the same route.</summary>
    public static NetlinkRequest Copy(ReadOnlySpan<byte> message, uint table)
    {
        var header = MemoryMarshal.Read<Header>(message) with
        {
            // Table numbers above 255 do not fit into the header. Flags are the kernel's.
            Table = table <= byte.MaxValue ? (byte)table : (byte)0,
            Flags = 0,
        };
        var request = NetlinkRequest.Of(
            MessageType.NewRoute, MessageFlags.Change | MessageFlags.Create | MessageFlags.Replace, header);
        var attributes = new AttributeReader(message[Unsafe.SizeOf<Header>()..]);
        while (attributes.Read())
        {
            if (attributes.Type is not (TableAttribute or CacheAttribute))
            {
                request.Attribute(attributes.Type, attributes.Value);
            }
        }

        return request.Attribute(TableAttribute, unchecked((int)table));
    }

    /// <summary>The kernel made the route that a message describes.</summary>
    public static bool IsOfKernel(ReadOnlySpan<byte> message) =>
        MemoryMarshal.TryRead<Header>(message, out var header) && header.Protocol == KernelProtocol;

    /// <summary>Removes the route with this destination, interface and scope.</summary>
    public static NetlinkRequest Remove(Route route) =>
        Write(MessageType.DeleteRoute, MessageFlags.Change, route, protocol: 0, type: 0);

    /// <summary>
    /// Adds a route. With <paramref name="isExclusive"/> the kernel refuses it when a route to the destination exists,
    /// otherwise only when the same route exists.
    /// </summary>
    public static NetlinkRequest Add(Route route, bool isExclusive) => Write(
        MessageType.NewRoute,
        isExclusive ? MessageFlags.New : MessageFlags.Change | MessageFlags.Create,
        route,
        BootProtocol,
        Unicast);

    /// <summary>The kernel's number of an address family; 0 for any family.</summary>
    public static byte Number(AddressFamily family) => family switch
    {
        AddressFamily.InterNetwork => Inet,
        AddressFamily.InterNetworkV6 => Inet6,
        _ => 0,
    };

    /// <summary>Adds a default route via <paramref name="gateway"/> on an interface.</summary>
    public static NetlinkRequest AddDefault(IPAddress gateway, int interfaceIndex) => NetlinkRequest
        .Of(
            MessageType.NewRoute,
            MessageFlags.New,
            new Header
            {
                Family = Number(gateway.AddressFamily),
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

                // Table numbers above 255 do not fit into the header.
                case TableAttribute when attributes.TryGetNumber(out var number):
                    table = number;
                    break;
            }
        }

        var family = header.Family == Inet ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        return table == MainTable ? new DefaultRoute(family, (int)interfaceIndex, body.ToArray()) : null;
    }

    /// <summary>The route that a message describes; null for a kind of route that plugins do not add.</summary>
    public static Route? Read(ReadOnlySpan<byte> body)
    {
        if (!MemoryMarshal.TryRead<Header>(body, out var header)
            || header is not { Type: Unicast, Family: Inet or Inet6 } || (header.Flags & Cloned) != 0)
        {
            return null;
        }

        var any = header.Family == Inet ? IPAddress.Any : IPAddress.IPv6Any;
        var route = new Route(any, header.DestinationLength) { Scope = header.Scope, Table = header.Table };
        var attributes = new AttributeReader(body[Unsafe.SizeOf<Header>()..]);
        while (attributes.Read())
        {
            var isNumber = attributes.TryGetNumber(out var number);
            var isAddress = attributes.Value.Length is 4 or 16;
            route = attributes.Type switch
            {
                DestinationAttribute when isAddress => route with { Destination = new IPAddress(attributes.Value) },
                GatewayAttribute when isAddress => route with { Gateway = new IPAddress(attributes.Value) },
                SourceAttribute when isAddress => route with { Source = new IPAddress(attributes.Value) },
                OutputInterfaceAttribute when isNumber => route with { InterfaceIndex = (int)number },
                PriorityAttribute when isNumber => route with { Priority = number },
                TableAttribute when isNumber => route with { Table = number },
                _ => route,
            };
        }

        return route;
    }

    private static NetlinkRequest Write(
        MessageType message, MessageFlags flags, Route route, byte protocol, byte type)
    {
        var request = NetlinkRequest
            .Of(message, flags, new Header
            {
                Family = Number(route.Destination.AddressFamily),
                DestinationLength = (byte)route.PrefixLength,

                // Table numbers above 255 do not fit into the header.
                Table = route.Table <= byte.MaxValue ? (byte)route.Table : (byte)0,
                Protocol = protocol,
                Scope = route.Scope,
                Type = type,
            })
            .Attribute(DestinationAttribute, route.Destination.GetAddressBytes())
            .Attribute(OutputInterfaceAttribute, route.InterfaceIndex);
        AddAddress(request, GatewayAttribute, route.Gateway);
        AddAddress(request, SourceAttribute, route.Source);
        if (route.Priority is { } priority)
        {
            request.Attribute(PriorityAttribute, unchecked((int)priority));
        }

        return route.Table <= byte.MaxValue
            ? request
            : request.Attribute(TableAttribute, unchecked((int)route.Table));
    }

    private static void AddAddress(NetlinkRequest request, ushort attribute, IPAddress? address)
    {
        if (address is not null)
        {
            request.Attribute(attribute, address.GetAddressBytes());
        }
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
