using System.Runtime.InteropServices;

namespace Ramus.Linux.Netlink;

/// <summary>Goes through the attributes of a message. One with an impossible length ends the list.</summary>
internal ref struct AttributeReader(ReadOnlySpan<byte> attributes)
{
    private ReadOnlySpan<byte> rest = attributes;

    /// <summary>The kind of the present attribute: its meaning depends on the kind of the message.</summary>
    public ushort Type { get; private set; }

    /// <summary>The value of the present attribute.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Goes to the next attribute; false when there is none.</summary>
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

        Type = header.Type;
        Value = rest[AttributeHeader.Size..header.Length];
        rest = rest[Math.Min(AttributeHeader.Aligned(header.Length), rest.Length)..];
        return true;
    }

    /// <summary>The present attribute as a number; false when it is none.</summary>
    public readonly bool TryGetNumber(out uint number) =>
        MemoryMarshal.TryRead(Value, out number) && Value.Length == sizeof(uint);
}
