namespace Ramus.Linux.Netlink;

/// <summary>The settings of a virtual function (SR-IOV), which belong to the card's own interface.</summary>
/// <param name="Number">Its number on the card, from 0.</param>
public sealed record VirtualFunction(int Number)
{
    /// <summary>The hardware address that the node chose; only zeros when it chose none.</summary>
    public ReadOnlyMemory<byte> Address { get; init; }

    public VirtualFunctionVlan Vlan { get; init; }

    /// <summary>The guaranteed rate in Mbit/s; 0 for none.</summary>
    public uint MinRate { get; init; }

    /// <summary>The highest rate in Mbit/s; 0 for no limit.</summary>
    public uint MaxRate { get; init; }

    /// <summary>The card drops packets with another source address.</summary>
    public bool ChecksSpoofing { get; init; }

    /// <summary>The user of the function may change more of its settings.</summary>
    public bool IsTrusted { get; init; }

    /// <summary>The kernel's number: the card's own state 0, always up 1, always down 2.</summary>
    public uint LinkState { get; init; }
}
