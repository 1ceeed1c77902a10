using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ramus.Linux.Netlink;

/// <summary>Builds rtnetlink requests and reads the parts of its answers that default routes need (rtnetlink(7)).</summary>
internal static class RouteMessage
{
    internal const int HeaderBytes = 16;
    internal const ushort NewLink = 16, GetLink = 18, NewRoute = 24, DeleteRoute = 25, GetRoute = 26, Error = 2, Done = 3;
    internal const ushort Request = 1, Acknowledge = 4, Exclusive = 0x200, Dump = 0x300, Create = 0x400;
    private const int RouteBytes = 12, LinkBytes = 16, AttributeHeader = 4;
    private const ushort InterfaceNameAttribute = 3, OutputInterface = 4, Gateway = 5, Table = 15;
    private const byte MainTable = 254, StaticProtocol = 4, Unicast = 1;
    private const byte FamilyInet = 2, FamilyInet6 = 10;

    /// <summary>All routes of both families.</summary>
    internal static byte[] ListRoutes(uint sequence) => Frame(GetRoute, Request | Dump, sequence, new byte[RouteBytes]);

    /// <summary>One interface by its name.</summary>
    internal static byte[] FindLink(string name, uint sequence)
    {
        var text = Encoding.UTF8.GetBytes(name + "\0");
        var body = new byte[LinkBytes + Aligned(AttributeHeader + text.Length)];
        WriteAttribute(body.AsSpan(LinkBytes), InterfaceNameAttribute, text);
        return Frame(GetLink, Request, sequence, body);
    }

    /// <summary>Removes the route that the kernel described with <paramref name="description"/>.</summary>
    internal static byte[] Remove(ReadOnlySpan<byte> description, uint sequence) =>
        Frame(DeleteRoute, Request | Acknowledge, sequence, description);

    /// <summary>A default route by <paramref name="gateway"/> through an interface.</summary>
    internal static byte[] AddDefault(IPAddress gateway, int interfaceIndex, uint sequence)
    {
        var address = gateway.GetAddressBytes();
        var body = new byte[RouteBytes + Aligned(AttributeHeader + address.Length) + AttributeHeader + 4];
        body[0] = gateway.AddressFamily == AddressFamily.InterNetwork ? FamilyInet : FamilyInet6;
        body[4] = MainTable;
        body[5] = StaticProtocol;
        body[7] = Unicast;
        var rest = WriteAttribute(body.AsSpan(RouteBytes), Gateway, address);
        Span<byte> index = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(index, interfaceIndex);
        WriteAttribute(rest, OutputInterface, index);
        return Frame(NewRoute, Request | Acknowledge | Create | Exclusive, sequence, body);
    }

    /// <summary>The default route that a message of a dump describes; null when it describes another kind of route.</summary>
    internal static DefaultRoute? ReadDefault(ReadOnlySpan<byte> body)
    {
        if (body.Length < RouteBytes || body[1] != 0 || body[7] != Unicast || body[0] is not (FamilyInet or FamilyInet6))
        {
            return null;
        }

        var table = (uint)body[4];
        var interfaceIndex = 0;
        for (var rest = body[RouteBytes..]; rest.Length >= AttributeHeader;)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(rest);
            if (length < AttributeHeader || length > rest.Length)
            {
                break;
            }

            var value = rest[AttributeHeader..length];
            switch (BinaryPrimitives.ReadUInt16LittleEndian(rest[2..]))
            {
                case OutputInterface when value.Length == 4:
                    interfaceIndex = BinaryPrimitives.ReadInt32LittleEndian(value);
                    break;
                case Table when value.Length == 4:
                    table = BinaryPrimitives.ReadUInt32LittleEndian(value);
                    break;
            }

            rest = rest[Math.Min(Aligned(length), rest.Length)..];
        }

        var family = body[0] == FamilyInet ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        return table == MainTable ? new DefaultRoute(family, interfaceIndex, body.ToArray()) : null;
    }

    /// <summary>The index in the answer to <see cref="FindLink"/>.</summary>
    internal static int ReadLinkIndex(ReadOnlySpan<byte> body) => BinaryPrimitives.ReadInt32LittleEndian(body[4..]);

    internal static int Aligned(int length) => (length + 3) & ~3;

    private static byte[] Frame(ushort type, int flags, uint sequence, ReadOnlySpan<byte> body)
    {
        var message = new byte[HeaderBytes + body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(message, message.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(4), type);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(6), (ushort)flags);
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(8), sequence);
        body.CopyTo(message.AsSpan(HeaderBytes));
        return message;
    }

    private static Span<byte> WriteAttribute(Span<byte> target, ushort type, ReadOnlySpan<byte> value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(target, (ushort)(AttributeHeader + value.Length));
        BinaryPrimitives.WriteUInt16LittleEndian(target[2..], type);
        value.CopyTo(target[AttributeHeader..]);
        return target[Math.Min(Aligned(AttributeHeader + value.Length), target.Length)..];
    }
}
