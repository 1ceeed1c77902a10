using System.Buffers.Binary;
using System.Net;
using Ramus.Contract.Selection;

namespace Ramus.Validation.Addresses;

/// <summary>An IP address as a number, for arithmetic.</summary>
internal readonly record struct IpNumber(bool IsV4, UInt128 Value)
{
    public int Bits => IsV4 ? 32 : 128;

    public static bool TryParse(string text, out IpNumber number)
    {
        number = default;
        if (!IpText.TryParse(text, out var address))
        {
            return false;
        }

        number = From(address);
        return true;
    }

    public static IpNumber From(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        return length == 4
            ? new IpNumber(true, BinaryPrimitives.ReadUInt32BigEndian(bytes))
            : new IpNumber(false, BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }

    public IpNumber Plus(int count) => this with { Value = Value + (UInt128)count };

    public IPAddress ToAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        if (IsV4)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)Value);
            return new IPAddress(bytes[..4]);
        }

        BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);
        return new IPAddress(bytes);
    }

    public override string ToString() => IpText.Format(ToAddress());
}
