namespace Ramus.Linux.Netlink;

public sealed partial class RouteSocket
{
    /// <summary>The interfaces of a kind. Kernels since Linux 4.6 list no others.</summary>
    /// <exception cref="IOException">The kernel refuses the request.</exception>
    public IReadOnlyList<Link> LinksOf(string kind) => List(
        () => LinkMessage.ListKind(kind),
        $"list interfaces of kind {kind}",
        MessageType.NewLink,
        body => LinkMessage.Read(body) is { } link && link.Kind == kind ? link : null);

    /// <summary>
    /// The interfaces that belong to a bridge, bond or VRF. Kernels since Linux 4.6 list no others.
    /// </summary>
    /// <exception cref="IOException">The kernel refuses the request.</exception>
    public IReadOnlyList<Link> Members(int master) => List(
        () => LinkMessage.ListMembers(master),
        $"list members of interface {master}",
        MessageType.NewLink,
        body => LinkMessage.Read(body) is { } link && link.Master == master ? link : null);

    /// <summary>Puts an interface into a bridge, bond or VRF; 0 takes it out.</summary>
    /// <exception cref="NetlinkException">The kernel refuses.</exception>
    public void SetMaster(int index, int master) => socket.Exchange(
        LinkMessage.SetMaster(index, master), $"make interface {master} the master of interface {index}", Nothing);
}
