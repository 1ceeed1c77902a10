using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace Ramus.Linux.Netlink;

/// <summary>Writes one request: its head, the fixed part of its kind, then attributes.</summary>
internal sealed class NetlinkRequest
{
    private readonly ArrayBufferWriter<byte> bytes = new(128);
    private readonly MessageType type;
    private readonly MessageFlags flags;

    private NetlinkRequest(MessageType type, MessageFlags flags) => (this.type, this.flags) = (type, flags);

    /// <summary>A request with the fixed part <paramref name="body"/>, to which attributes can be added.</summary>
    public static NetlinkRequest Of<T>(MessageType type, MessageFlags flags, T body)
        where T : unmanaged => Of(type, flags, MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in body)));

    /// <summary>A request with a body that is complete, for example one that the kernel has sent.</summary>
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

    /// <summary>Adds an attribute that is a number.</summary>
    public NetlinkRequest Attribute(ushort attribute, int value) =>
        Attribute(attribute, MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in value)));

    /// <summary>Adds an attribute that is a text.</summary>
    public NetlinkRequest Attribute(ushort attribute, string value) =>
        Attribute(attribute, Encoding.UTF8.GetBytes(value + "\0"));

    /// <summary>The message. The answer will bear its <paramref name="sequence"/>.</summary>
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
