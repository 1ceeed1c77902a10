using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace Ramus.Linux.Netlink;

/// <summary>Builds one request: the header, the fixed part of its type, then attributes, which may be nested.</summary>
internal sealed class NetlinkRequest
{
    private readonly ArrayBufferWriter<byte> bytes = new(256);
    private readonly List<(int Start, ushort Type)> open = [];
    private readonly MessageType type;
    private readonly MessageFlags flags;

    private NetlinkRequest(MessageType type, MessageFlags flags) => (this.type, this.flags) = (type, flags);

    /// <summary>A request with the fixed part <paramref name="body"/>; attributes can be added to it.</summary>
    public static NetlinkRequest Of<T>(MessageType type, MessageFlags flags, T body)
        where T : unmanaged => Of(type, flags, MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in body)));

    /// <summary>A request with a complete body, for example one that the kernel sent.</summary>
    public static NetlinkRequest Of(MessageType type, MessageFlags flags, ReadOnlySpan<byte> body)
    {
        var request = new NetlinkRequest(type, flags);
        request.Write(new NetlinkHeader());
        request.bytes.Write(body);
        request.Align();
        return request;
    }

    /// <summary>Adds an attribute.</summary>
    public NetlinkRequest Attribute(ushort attribute, ReadOnlySpan<byte> value)
    {
        Write(new AttributeHeader { Length = (ushort)(AttributeHeader.Size + value.Length), Type = attribute });
        bytes.Write(value);
        Align();
        return this;
    }

    /// <summary>Adds a numeric attribute.</summary>
    public NetlinkRequest Attribute(ushort attribute, int value) =>
        Attribute(attribute, MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in value)));

    /// <summary>Adds an attribute of one byte.</summary>
    public NetlinkRequest Attribute(ushort attribute, byte value) =>
        Attribute(attribute, new ReadOnlySpan<byte>(in value));

    /// <summary>Adds a numeric attribute of two bytes.</summary>
    public NetlinkRequest Attribute(ushort attribute, ushort value) =>
        Attribute(attribute, MemoryMarshal.AsBytes(new ReadOnlySpan<ushort>(in value)));

    /// <summary>Adds a text attribute.</summary>
    public NetlinkRequest Attribute(ushort attribute, string value) =>
        Attribute(attribute, Encoding.UTF8.GetBytes(value + "\0"));

    /// <summary>Opens an attribute that contains attributes; close it with <see cref="End"/>.</summary>
    public NetlinkRequest Nest(ushort attribute)
    {
        open.Add((bytes.WrittenCount, attribute));
        Write(new AttributeHeader());
        return this;
    }

    /// <summary>As <see cref="Nest(ushort)"/>, for a value that starts with a fixed part.</summary>
    public NetlinkRequest Nest<T>(ushort attribute, T body)
        where T : unmanaged
    {
        Nest(attribute).Write(body);
        Align();
        return this;
    }

    /// <summary>Closes the attribute that was opened last.</summary>
    public NetlinkRequest End()
    {
        var (start, type) = open[^1];
        open.RemoveAt(open.Count - 1);
        var header = new AttributeHeader { Length = (ushort)(bytes.WrittenCount - start), Type = type };
        var written = MemoryMarshal.AsMemory(bytes.WrittenMemory).Span;
        MemoryMarshal.Write(written[start..], in header);
        return this;
    }

    /// <summary>The request's bytes. The answer carries the same <paramref name="sequence"/>.</summary>
    public byte[] ToArray(uint sequence)
    {
        var message = bytes.WrittenSpan.ToArray();
        var header = new NetlinkHeader { Length = message.Length, Type = type, Flags = flags, Sequence = sequence };
        MemoryMarshal.Write(message, in header);
        return message;
    }

    private void Write<T>(T value)
        where T : unmanaged => bytes.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)));

    private void Align()
    {
        var padding = AttributeHeader.Aligned(bytes.WrittenCount) - bytes.WrittenCount;
        bytes.GetSpan(AttributeHeader.Size)[..padding].Clear();
        bytes.Advance(padding);
    }
}
