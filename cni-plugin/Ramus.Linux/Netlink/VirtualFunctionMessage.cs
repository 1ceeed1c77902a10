using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Ramus.Linux.Netlink;

/// <summary>The part of a message about an interface that describes its virtual functions (IFLA_VFINFO_LIST).</summary>
internal static class VirtualFunctionMessage
{
    private const ushort ListAttribute = 22, FunctionAttribute = 1;
    private const ushort AddressAttribute = 1, VlanAttribute = 2, SpoofingAttribute = 4, StateAttribute = 5;
    private const ushort RateAttribute = 6, TrustAttribute = 9, VlansAttribute = 12, VlanOfListAttribute = 1;
    private const ushort Nested = 0x8000;
    private const int AddressBytes = 32, EthernetBytes = 6;

    /// <summary>Changes the hardware address.</summary>
    public static NetlinkRequest SetAddress(int index, int number, ReadOnlySpan<byte> address)
    {
        Span<byte> value = stackalloc byte[sizeof(int) + AddressBytes];
        value.Clear();
        MemoryMarshal.Write(value, in number);
        address.CopyTo(value[sizeof(int)..]);
        return Open(index).Attribute(AddressAttribute, value).End().End();
    }

    /// <summary>Changes the VLAN tag.</summary>
    public static NetlinkRequest SetVlan(int index, int number, VirtualFunctionVlan vlan)
    {
        var tag = new Tag
        {
            Number = number,
            Id = vlan.Id,
            Priority = vlan.Priority,
            Protocol = BigEndian(vlan.Protocol),
        };
        return Open(index).Nest(VlansAttribute | Nested)
            .Attribute(VlanOfListAttribute, MemoryMarshal.AsBytes(new ReadOnlySpan<Tag>(in tag)))
            .End().End().End();
    }

    /// <summary>Changes the rates.</summary>
    public static NetlinkRequest SetRates(int index, int number, uint min, uint max) =>
        Set(index, RateAttribute, [(uint)number, min, max]);

    /// <summary>Turns the check of source addresses on or off.</summary>
    public static NetlinkRequest SetSpoofCheck(int index, int number, bool isOn) =>
        Set(index, SpoofingAttribute, [(uint)number, isOn ? 1u : 0]);

    /// <summary>Turns trust on or off.</summary>
    public static NetlinkRequest SetTrust(int index, int number, bool isOn) =>
        Set(index, TrustAttribute, [(uint)number, isOn ? 1u : 0]);

    /// <summary>Changes the state of the link.</summary>
    public static NetlinkRequest SetLinkState(int index, int number, uint state) =>
        Set(index, StateAttribute, [(uint)number, state]);

    /// <summary>The function with this number; null when the message does not describe it.</summary>
    public static VirtualFunction? Read(ReadOnlySpan<byte> body, int number)
    {
        var attributes = LinkMessage.Attributes(body);
        while (attributes.Read())
        {
            if (attributes.Type == ListAttribute)
            {
                return ReadList(attributes.Nested(), number);
            }
        }

        return null;
    }

    private static VirtualFunction? ReadList(AttributeReader functions, int number)
    {
        while (functions.Read())
        {
            if (functions.Type == FunctionAttribute && ReadFunction(functions.Nested()) is { } found
                && found.Number == number)
            {
                return found;
            }
        }

        return null;
    }

    // Every attribute begins with the number of the function.
    private static VirtualFunction ReadFunction(AttributeReader attributes)
    {
        var function = new VirtualFunction(-1);
        while (attributes.Read())
        {
            var value = attributes.Value;
            function = attributes.Type switch
            {
                AddressAttribute when value.Length >= sizeof(int) + EthernetBytes => function with
                {
                    Number = (int)NumberAt(value, 0),
                    Address = value.Slice(sizeof(int), EthernetBytes).ToArray(),
                },
                VlanAttribute when value.Length >= 12 && function.Vlan == default => function with
                {
                    Vlan = new((int)NumberAt(value, 1), (int)NumberAt(value, 2), VirtualFunctionVlan.Dot1Q),
                },
                VlansAttribute => function with { Vlan = ReadVlan(attributes.Nested()) ?? function.Vlan },
                RateAttribute when value.Length >= 12 =>
                    function with { MinRate = NumberAt(value, 1), MaxRate = NumberAt(value, 2) },
                SpoofingAttribute when value.Length >= 8 => function with { ChecksSpoofing = NumberAt(value, 1) != 0 },
                TrustAttribute when value.Length >= 8 => function with { IsTrusted = NumberAt(value, 1) != 0 },
                StateAttribute when value.Length >= 8 => function with { LinkState = NumberAt(value, 1) },
                _ => function,
            };
        }

        return function;
    }

    private static VirtualFunctionVlan? ReadVlan(AttributeReader tags) =>
        tags.Read() && MemoryMarshal.TryRead<Tag>(tags.Value, out var tag)
            ? new VirtualFunctionVlan(tag.Id, tag.Priority, BigEndian(tag.Protocol))
            : null;

    private static uint NumberAt(ReadOnlySpan<byte> value, int place) =>
        MemoryMarshal.Read<uint>(value[(place * sizeof(uint))..]);

    private static ushort BigEndian(ushort value) =>
        BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value;

    private static NetlinkRequest Set(int index, ushort attribute, ReadOnlySpan<uint> values) =>
        Open(index).Attribute(attribute, MemoryMarshal.AsBytes(values)).End().End();

    private static NetlinkRequest Open(int index) =>
        LinkMessage.Set(index).Nest(ListAttribute | Nested).Nest(FunctionAttribute | Nested);

    /// <summary>A tag of the list (ifla_vf_vlan_info).</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Tag
    {
        public int Number;
        public int Id;
        public int Priority;
        public ushort Protocol;
        public ushort Padding;
    }
}
