using Ramus.Attachers.Addresses;
using Ramus.Attachers.Calls;
using Ramus.Contract.Cni;

namespace Ramus.Attachers.Ipam.HostLocal;

/// <summary>Addresses of one subnet from which pods get theirs.</summary>
/// <param name="Subnet">The subnet.</param>
/// <param name="Start">The first address.</param>
/// <param name="End">The last address.</param>
/// <param name="Gateway">No pod gets this address.</param>
internal sealed record AddressRange(IpPrefix Subnet, Ip Start, Ip End, Ip Gateway)
{
    private const int FewestHostBits = 2;

    /// <summary>
    /// Completes and validates a range; an absent start or gateway is the first address, an absent end the last one.
    /// </summary>
    /// <exception cref="CniException">The subnet is too small or has host bits, or a value lies outside.</exception>
    public static AddressRange Of(IpPrefix subnet, Ip? start, Ip? end, Ip? gateway)
    {
        if (subnet.Address.Bits - subnet.Length < FewestHostBits)
        {
            throw PluginFailure.Of($"Network {subnet} too small to allocate from");
        }

        if (subnet.Network != subnet.Address)
        {
            throw PluginFailure.Of($"Network has host bits set. For a subnet mask of length {subnet.Length} the "
                + $"network address is {subnet.Network}");
        }

        // The last address of an IPv4 subnet is its broadcast address.
        var last = subnet.IsV4 ? subnet.Last with { Value = subnet.Last.Value - 1 } : subnet.Last;
        var range = new AddressRange(
            subnet, start ?? subnet.Address.Next, end ?? last, gateway ?? subnet.Address.Next);
        if (start is { } first && (!subnet.Contains(first) || (end is { } limit && first.Value > limit.Value)))
        {
            throw PluginFailure.Of($"RangeStart {first} not in network {subnet}");
        }

        return end is { } given && !range.Contains(given)
            ? throw PluginFailure.Of($"RangeEnd {given} not in network {subnet}")
            : range;
    }

    /// <summary>The number of pods that can have an address of the range.</summary>
    public UInt128 Count => End.Value - Start.Value + 1 - (Contains(Gateway) ? 1u : 0u);

    /// <summary>Whether a pod can have the address.</summary>
    public bool CanAllocate(Ip ip) => Contains(ip) && ip != Gateway;

    public bool Contains(Ip ip) => Subnet.Contains(ip) && ip.Value >= Start.Value && ip.Value <= End.Value;

    public bool Overlaps(AddressRange other) =>
        Contains(other.Start) || Contains(other.End) || other.Contains(Start) || other.Contains(End);

    /// <inheritdoc/>
    public override string ToString() => $"{Start}-{End}";
}
