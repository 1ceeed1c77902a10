using Ramus.Contract.Selection;

namespace Ramus.Validation.Addresses;

/// <summary>An address with a prefix length; host bits are kept.</summary>
internal readonly record struct Prefix(IpNumber Address, int Length)
{
    public bool IsV4 => Address.IsV4;

    public int HostBits => Address.Bits - Length;

    public IpNumber First => Address with { Value = Address.Value & ~HostMask };

    public IpNumber Last => Address with { Value = Address.Value | HostMask };

    public bool HasHostBits => Address != First;

    private UInt128 HostMask => HostBits == 128 ? UInt128.MaxValue : (UInt128.One << HostBits) - UInt128.One;

    public static bool TryParse(string text, out Prefix prefix)
    {
        prefix = default;
        if (!IpText.TryParsePrefix(text, out var address, out var length))
        {
            return false;
        }

        prefix = new Prefix(IpNumber.From(address), length);
        return true;
    }

    public bool Contains(IpNumber address) =>
        address.IsV4 == IsV4 && address.Value >= First.Value && address.Value <= Last.Value;

    public bool Contains(Prefix other) => Contains(other.First) && Contains(other.Last);

    /// <summary>The prefix without host bits.</summary>
    public Prefix Network => this with { Address = First };

    public override string ToString() => $"{Address}/{Length}";
}
