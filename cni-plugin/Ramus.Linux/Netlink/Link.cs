using System.Globalization;

namespace Ramus.Linux.Netlink;

/// <summary>An interface of a network namespace, as the kernel describes it.</summary>
/// <param name="Index">Its index, unique in its namespace.</param>
/// <param name="Name">Its name.</param>
public sealed record Link(int Index, string Name)
{
    private const uint Up = 0x1, Promiscuous = 0x100, AllMulticast = 0x200;
    private const byte OperationallyUp = 6;

    /// <summary>The bytes of its hardware address; empty when it has none.</summary>
    public ReadOnlyMemory<byte> Address { get; init; }

    /// <summary>Its MTU in bytes; 0 when the kernel does not report it.</summary>
    public int Mtu { get; init; }

    /// <summary>The kind of a virtual interface (veth, dummy, …); null for a device of the machine.</summary>
    public string? Kind { get; init; }

    /// <summary>The kind of the interface that this one is a port of (bridge, bond, …); null for none.</summary>
    public string? PortOf { get; init; }

    /// <summary>Its alias, in which host-device keeps the device's name on the node; "" for none.</summary>
    public string Alias { get; init; } = "";

    /// <summary>Further names, by which the kernel finds it too (altname of ip-link(8)).</summary>
    public IReadOnlyList<string> OtherNames { get; init; } = [];

    /// <summary>The IFF_ bits (netdevice(7)).</summary>
    public uint Flags { get; init; }

    /// <summary>The bridge, bond or VRF that the interface belongs to; 0 for none.</summary>
    public int Master { get; init; }

    /// <summary>
    /// The interface below it, or the other end of a veth pair; 0 for none. It may be in another namespace.
    /// </summary>
    public int Parent { get; init; }

    /// <summary>How many users put it into promiscuous mode.</summary>
    public uint Promiscuity { get; init; }

    /// <summary>The length of its transmit queue, in packets.</summary>
    public int TransmitQueueLength { get; init; }

    /// <summary>A macvlan's or ipvlan's mode, as the kernel numbers it; null for other kinds.</summary>
    public int? Mode { get; init; }

    /// <summary>A VLAN interface's tag; null for other kinds.</summary>
    public int? VlanId { get; init; }

    /// <summary>A VRF's routing table; null for other kinds.</summary>
    public uint? Table { get; init; }

    /// <summary>The IFLA_OPERSTATE of RFC 2863.</summary>
    public byte OperationalState { get; init; }

    public bool IsUp => (Flags & Up) != 0;

    public bool IsPromiscuous => (Flags & Promiscuous) != 0;

    /// <summary>It receives all multicast packets.</summary>
    public bool IsAllMulticast => (Flags & AllMulticast) != 0;

    /// <summary>The interface can send and receive.</summary>
    public bool IsOperational => OperationalState == OperationallyUp;

    /// <summary>The hardware address as Go prints it; "" when the interface has none.</summary>
    public string Mac => string.Create(
        Math.Max(0, (Address.Length * 3) - 1),
        Address,
        static (text, bytes) =>
        {
            text.Fill(':');
            for (var index = 0; index < bytes.Length; index++)
            {
                bytes.Span[index].TryFormat(text[(index * 3)..], out _, "x2", CultureInfo.InvariantCulture);
            }
        });
}
