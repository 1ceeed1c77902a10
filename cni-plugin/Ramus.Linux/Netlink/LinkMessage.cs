using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ramus.Linux.Namespaces;

namespace Ramus.Linux.Netlink;

/// <summary>Messages about interfaces (rtnetlink(7), RTM_*LINK).</summary>
internal static class LinkMessage
{
    private const ushort AddressAttribute = 1, NameAttribute = 3, MtuAttribute = 4, LinkAttribute = 5;
    private const ushort MasterAttribute = 10, PortAttribute = 12, QueueAttribute = 13, StateAttribute = 16;
    private const ushort InfoAttribute = 18, AliasAttribute = 20, GroupAttribute = 27, SpaceAttribute = 28;
    private const ushort MaskAttribute = 29, PromiscuityAttribute = 30;
    private const ushort PropertiesAttribute = 52, OtherNameAttribute = 53;
    private const int WithFunctions = 1, WithoutStatistics = 8;
    private const ushort KindAttribute = 1, DataAttribute = 2, PortKindAttribute = 4;
    private const ushort HairpinAttribute = 4, IsolatedAttribute = 33, Nested = 0x8000;
    private const byte BridgeFamily = 7;
    private const uint Up = 0x1;

    /// <summary>Asks for one interface by its name.</summary>
    public static NetlinkRequest Find(string name) => NetlinkRequest
        .Of(MessageType.GetLink, MessageFlags.Request, new Header())
        .Attribute(NameAttribute, name)
        .Attribute(MaskAttribute, WithoutStatistics);

    /// <summary>Asks for one interface by its index.</summary>
    public static NetlinkRequest Find(int index) =>
        NetlinkRequest.Of(MessageType.GetLink, MessageFlags.Request, new Header { Index = index })
            .Attribute(MaskAttribute, WithoutStatistics);

    /// <summary>Asks for one interface with its virtual functions.</summary>
    public static NetlinkRequest FindWithFunctions(int index) =>
        NetlinkRequest.Of(MessageType.GetLink, MessageFlags.Request, new Header { Index = index })
            .Attribute(MaskAttribute, WithFunctions | WithoutStatistics);

    /// <summary>
    /// Asks for all interfaces. Without a mask, the kernel ends the list before an interface whose message has more
    /// than 32 KiB, and reports success.
    /// </summary>
    public static NetlinkRequest List() =>
        NetlinkRequest.Of(MessageType.GetLink, MessageFlags.Request | MessageFlags.Dump, new Header())
            .Attribute(MaskAttribute, WithoutStatistics);

    /// <summary>Asks for the interfaces of a kind.</summary>
    public static NetlinkRequest ListKind(string kind) =>
        List().Nest(InfoAttribute).Attribute(KindAttribute, kind).End();

    /// <summary>Asks for the interfaces that belong to a bridge, bond or VRF.</summary>
    public static NetlinkRequest ListMembers(int master) => List().Attribute(MasterAttribute, master);

    /// <summary>Creates an interface.</summary>
    public static NetlinkRequest Create(NewLink link)
    {
        var flags = link.IsUp ? Up : 0;
        var request = NetlinkRequest.Of(
            MessageType.NewLink, MessageFlags.New, new Header { Flags = flags, Change = flags });
        WriteBasics(request, link.Name, link.Mtu, link.HardwareAddress, link.Space);
        if (link.TransmitQueueLength is { } packets)
        {
            request.Attribute(QueueAttribute, packets);
        }

        if (link.Parent is { } parent)
        {
            request.Attribute(LinkAttribute, parent);
        }

        if (link.Master is { } master)
        {
            request.Attribute(MasterAttribute, master);
        }

        request.Nest(InfoAttribute).Attribute(KindAttribute, link.Kind.Name).Nest(DataAttribute);
        link.Kind.Write(request);
        return request.End().End();
    }

    /// <summary>Removes an interface.</summary>
    public static NetlinkRequest Remove(int index) =>
        NetlinkRequest.Of(MessageType.DeleteLink, MessageFlags.Change, new Header { Index = index });

    /// <summary>Puts an interface into a group.</summary>
    public static NetlinkRequest SetGroup(string name, int group) => Set(0)
        .Attribute(NameAttribute, name)
        .Attribute(GroupAttribute, group);

    /// <summary>Removes all interfaces of a group.</summary>
    public static NetlinkRequest RemoveGroup(int group) => NetlinkRequest
        .Of(MessageType.DeleteLink, MessageFlags.Change, new Header())
        .Attribute(GroupAttribute, group);

    /// <summary>Sets and clears IFF_ bits.</summary>
    public static NetlinkRequest SetFlags(int index, uint flags, uint mask) => NetlinkRequest.Of(
        MessageType.SetLink, MessageFlags.Change, new Header { Index = index, Flags = flags, Change = mask });

    /// <summary>Gives an interface another name.</summary>
    public static NetlinkRequest Rename(int index, string name) => Set(index).Attribute(NameAttribute, name);

    /// <summary>Moves an interface to another namespace, with another name and alias there.</summary>
    public static NetlinkRequest Move(int index, OpenedNamespace space, string name, string? alias, bool isUp)
    {
        var flags = isUp ? Up : 0;
        var request = NetlinkRequest
            .Of(MessageType.SetLink, MessageFlags.Change, new Header { Index = index, Flags = flags, Change = flags })
            .Attribute(SpaceAttribute, space.Fd)
            .Attribute(NameAttribute, name);
        return alias is null ? request : request.Attribute(AliasAttribute, alias);
    }

    /// <summary>Removes one of an interface's other names.</summary>
    public static NetlinkRequest RemoveOtherName(int index, string name) => NetlinkRequest
        .Of(MessageType.DeleteLinkProperty, MessageFlags.Change, new Header { Index = index })
        .Nest(PropertiesAttribute | Nested)
        .Attribute(OtherNameAttribute, name)
        .End();

    /// <summary>Changes the hardware address.</summary>
    public static NetlinkRequest SetHardwareAddress(int index, ReadOnlySpan<byte> address) =>
        Set(index).Attribute(AddressAttribute, address);

    /// <summary>Changes the MTU.</summary>
    public static NetlinkRequest SetMtu(int index, int mtu) => Set(index).Attribute(MtuAttribute, mtu);

    /// <summary>Changes the length of the transmit queue.</summary>
    public static NetlinkRequest SetQueueLength(int index, int packets) =>
        Set(index).Attribute(QueueAttribute, packets);

    /// <summary>Puts an interface into a bridge, bond or VRF; 0 takes it out.</summary>
    public static NetlinkRequest SetMaster(int index, int master) => Set(index).Attribute(MasterAttribute, master);

    /// <summary>Changes settings of a port of a bridge.</summary>
    public static NetlinkRequest SetPort(int index, bool isHairpin, bool isIsolated) => NetlinkRequest
        .Of(MessageType.SetLink, MessageFlags.Change, new Header { Family = BridgeFamily, Index = index })
        .Nest(PortAttribute | Nested)
        .Attribute(HairpinAttribute, (byte)(isHairpin ? 1 : 0))
        .Attribute(IsolatedAttribute, (byte)(isIsolated ? 1 : 0))
        .End();

    /// <summary>Opens the description of a veth pair's other end.</summary>
    public static void NestPeer(NetlinkRequest request, ushort attribute) => request.Nest(attribute, new Header());

    /// <summary>Adds the attributes that every new interface has.</summary>
    public static void WriteBasics(
        NetlinkRequest request, string name, int? mtu, ReadOnlyMemory<byte>? hardwareAddress, OpenedNamespace? space)
    {
        request.Attribute(NameAttribute, name);
        if (mtu is { } bytes)
        {
            request.Attribute(MtuAttribute, bytes);
        }

        if (hardwareAddress is { } address)
        {
            request.Attribute(AddressAttribute, address.Span);
        }

        if (space is not null)
        {
            request.Attribute(SpaceAttribute, space.Fd);
        }
    }

    /// <summary>The interface that a message describes; null when the message is too short.</summary>
    public static Link? Read(ReadOnlySpan<byte> body)
    {
        if (!MemoryMarshal.TryRead<Header>(body, out var header))
        {
            return null;
        }

        var link = new Link(header.Index, "") { Flags = header.Flags };
        var attributes = Attributes(body);
        while (attributes.Read())
        {
            link = attributes.Type switch
            {
                NameAttribute => link with { Name = attributes.Text() },
                AddressAttribute => link with { Address = attributes.Value.ToArray() },
                MtuAttribute when attributes.TryGetNumber(out var mtu) => link with { Mtu = (int)mtu },
                LinkAttribute when attributes.TryGetNumber(out var parent) => link with { Parent = (int)parent },
                QueueAttribute when attributes.TryGetNumber(out var packets) =>
                    link with { TransmitQueueLength = (int)packets },
                MasterAttribute when attributes.TryGetNumber(out var master) => link with { Master = (int)master },
                PromiscuityAttribute when attributes.TryGetNumber(out var users) => link with { Promiscuity = users },
                StateAttribute when attributes.Value.Length > 0 => link with { OperationalState = attributes.Value[0] },
                AliasAttribute => link with { Alias = attributes.Text() },
                PropertiesAttribute => link with { OtherNames = ReadNames(attributes.Nested()) },
                InfoAttribute => ReadKind(link, attributes.Nested()),
                _ => link,
            };
        }

        return link;
    }

    /// <summary>A change of an interface, without the change itself.</summary>
    public static NetlinkRequest Set(int index) =>
        NetlinkRequest.Of(MessageType.SetLink, MessageFlags.Change, new Header { Index = index });

    /// <summary>The attributes of a message about an interface; none when the message is too short.</summary>
    public static AttributeReader Attributes(ReadOnlySpan<byte> body) =>
        new(body[Math.Min(Unsafe.SizeOf<Header>(), body.Length)..]);

    private static List<string> ReadNames(AttributeReader properties)
    {
        var names = new List<string>();
        while (properties.Read())
        {
            if (properties.Type == OtherNameAttribute)
            {
                names.Add(properties.Text());
            }
        }

        return names;
    }

    private static Link ReadKind(Link link, AttributeReader info)
    {
        while (info.Read())
        {
            link = info.Type switch
            {
                KindAttribute => link with { Kind = info.Text() },

                PortKindAttribute => link with { PortOf = info.Text() },

                // The kernel writes the kind before its settings.
                DataAttribute => ReadSettings(link, info.Nested()),
                _ => link,
            };
        }

        return link;
    }

    private static Link ReadSettings(Link link, AttributeReader settings)
    {
        while (settings.Read())
        {
            link = (link.Kind, settings.Type) switch
            {
                ("macvlan", MacvlanKind.ModeAttribute) when settings.TryGetNumber(out var mode) =>
                    link with { Mode = (int)mode },
                ("ipvlan", IpvlanKind.ModeAttribute) when MemoryMarshal.TryRead<ushort>(settings.Value, out var mode) =>
                    link with { Mode = mode },
                ("vlan", VlanKind.IdAttribute) when MemoryMarshal.TryRead<ushort>(settings.Value, out var id) =>
                    link with { VlanId = id },
                (VrfKind.KindName, VrfKind.TableAttribute) when settings.TryGetNumber(out var table) =>
                    link with { Table = table },
                _ => link,
            };
        }

        return link;
    }

    /// <summary>The fixed part (ifinfomsg).</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Header
    {
        public byte Family;
        public byte Padding;
        public ushort HardwareType;
        public int Index;
        public uint Flags;
        public uint Change;
    }
}
