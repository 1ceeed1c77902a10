using System.Runtime.InteropServices;
using System.Text;

namespace Ramus.Linux.Netlink;

/// <summary>Iterates over the attributes of a message. An attribute with an impossible length ends the list.</summary>
internal ref struct AttributeReader(ReadOnlySpan<byte> attributes)
{
    private ReadOnlySpan<byte> rest = attributes;

    /// <summary>The type of the current attribute; its meaning depends on the message type.</summary>
    public ushort Type { get; private set; }

    /// <summary>The value of the current attribute.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Moves to the next attribute; false when there is none.</summary>
    public bool Read()
    {
        if (rest.Length < AttributeHeader.Size)
        {
            return false;
        }

        var header = MemoryMarshal.Read<AttributeHeader>(rest);
        if (header.Length < AttributeHeader.Size || header.Length > rest.Length)
        {
            return false;
        }

        Type = (ushort)(header.Type & AttributeHeader.TypeMask);
        Value = rest[AttributeHeader.Size..header.Length];
        rest = rest[Math.Min(AttributeHeader.Aligned(header.Length), rest.Length)..];
        return true;
    }

    /// <summary>The value of the current attribute as a number; false when it is not four bytes long.</summary>
    public readonly bool TryGetNumber(out uint number) =>
        MemoryMarshal.TryRead(Value, out number) && Value.Length == sizeof(uint);

    /// <summary>The value of the current attribute as text, without the zero at its end.</summary>
    public readonly string Text() => Encoding.UTF8.GetString(Value.TrimEnd((byte)0));

    /// <summary>The attributes inside the current attribute.</summary>
    public readonly AttributeReader Nested() => new(Value);
}
