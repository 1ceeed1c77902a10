using Ramus.Contract.Selection;

namespace Ramus.Attachers.Addresses;

/// <summary>An address with the length of its subnet's prefix: 10.1.2.3/24.</summary>
/// <param name="Address">The address, including its host bits.</param>
/// <param name="Length">In bits.</param>
internal readonly record struct IpPrefix(Ip Address, int Length)
{
    /// <summary>The first address of the subnet.</summary>
    public Ip Network => Address with { Value = Address.Value & Mask };

    /// <summary>The last address of the subnet; the broadcast address of IPv4.</summary>
    public Ip Last => Address with { Value = Address.Value | HostBits };

    /// <summary>The whole address without a subnet: 10.1.2.3/32.</summary>
    public IpPrefix Host => this with { Length = Address.Bits };

    public bool IsV4 => Address.IsV4;

    // A shift by 128 would shift by 0.
    private UInt128 HostBits => Length >= Address.Bits ? 0 : AllBits >> Length;

    private UInt128 AllBits => Address.IsV4 ? uint.MaxValue : UInt128.MaxValue;

    private UInt128 Mask => AllBits & ~HostBits;

    /// <summary>Reads a prefix as Go does, and keeps the host bits.</summary>
    public static bool TryParse(string text, out IpPrefix prefix)
    {
        var isValid = IpText.TryParsePrefix(text, out var address, out var length);
        prefix = isValid ? new IpPrefix(Ip.Of(address), length) : default;
        return isValid;
    }

    /// <summary>Reads a prefix that was validated before.</summary>
    public static IpPrefix Parse(string text) => TryParse(text, out var prefix)
        ? prefix
        : throw new FormatException($"\"{text}\" is not an IP address with a prefix length");

    public bool Contains(Ip ip) => ip.IsV4 == IsV4 && (ip.Value & Mask) == Network.Value;

    /// <summary>As Go prints it.</summary>
    public override string ToString() => FormattableString.Invariant($"{Address}/{Length}");
}
