using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Ramus.Contract.Selection;

namespace Ramus.Attachers.Addresses;

/// <summary>An IP address as a number.</summary>
/// <param name="Value">The address; IPv4 in the lower 32 bits.</param>
/// <param name="IsV4">True for IPv4, false for IPv6.</param>
internal readonly record struct Ip(UInt128 Value, bool IsV4)
{
    /// <summary>32 or 128.</summary>
    public int Bits => IsV4 ? 32 : 128;

    /// <summary>The next address; after the last address, the first one.</summary>
    public Ip Next => this with { Value = IsV4 ? (uint)Value + 1 : Value + 1 };

    /// <summary>Reads an address as Go does.</summary>
    public static bool TryParse(string text, out Ip ip)
    {
        var isValid = IpText.TryParse(text, out var address);
        ip = isValid ? Of(address) : default;
        return isValid;
    }

    public static Ip Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        return address.AddressFamily == AddressFamily.InterNetwork
            ? new Ip(BinaryPrimitives.ReadUInt32BigEndian(bytes), true)
            : new Ip(BinaryPrimitives.ReadUInt128BigEndian(bytes), false);
    }

    public IPAddress ToAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);
        return new IPAddress(IsV4 ? bytes[12..] : bytes);
    }

    /// <summary>As Go prints it.</summary>
    public override string ToString() => IpText.Format(ToAddress());
}
