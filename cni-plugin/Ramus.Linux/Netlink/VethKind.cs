using Ramus.Linux.Namespaces;

namespace Ramus.Linux.Netlink;

/// <summary>One end of a pair of interfaces; the other end is created directly in its own namespace.</summary>
/// <param name="Peer">The name of the other end.</param>
/// <param name="PeerSpace">The namespace of the other end.</param>
public sealed record VethKind(string Peer, OpenedNamespace PeerSpace) : LinkKind("veth")
{
    private const ushort PeerAttribute = 1;

    /// <summary>The other end's MTU in bytes; null leaves it to the kernel.</summary>
    public int? PeerMtu { get; init; }

    /// <summary>The other end's hardware address; null leaves it to the kernel.</summary>
    public ReadOnlyMemory<byte>? PeerHardwareAddress { get; init; }

    /// <inheritdoc/>
    internal override void Write(NetlinkRequest request)
    {
        LinkMessage.NestPeer(request, PeerAttribute);
        LinkMessage.WriteBasics(request, Peer, PeerMtu, PeerHardwareAddress, PeerSpace);
        request.End();
    }
}
