using System.Net;

namespace Ramus.Validation;

/// <summary>Addresses that a network gives to interfaces.</summary>
/// <param name="Text">The range as the network's author wrote it.</param>
/// <param name="First">The first address.</param>
/// <param name="Last">The last address.</param>
/// <param name="IsFixed">Whether every interface of the network gets exactly this address.</param>
/// <param name="Book">The place where the plugin keeps its allocations; ranges with the same one never give an address
/// twice.</param>
public sealed record AddressRange(string Text, IPAddress First, IPAddress Last, bool IsFixed, string Book)
{
    /// <summary>Whether the ranges have an address in common.</summary>
    public bool Overlaps(AddressRange other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return First.AddressFamily == other.First.AddressFamily
            && Compare(First, other.Last) <= 0 && Compare(other.First, Last) <= 0;
    }

    /// <summary>Whether the address is in the range.</summary>
    public bool Contains(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.AddressFamily == First.AddressFamily
            && Compare(First, address) <= 0 && Compare(address, Last) <= 0;
    }

    private static int Compare(IPAddress one, IPAddress other) =>
        one.GetAddressBytes().AsSpan().SequenceCompareTo(other.GetAddressBytes());
}
