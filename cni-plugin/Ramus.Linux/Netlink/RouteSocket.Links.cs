using Ramus.Linux.Namespaces;

namespace Ramus.Linux.Netlink;

public sealed partial class RouteSocket
{
    private const uint Up = 0x1, Promiscuous = 0x100, AllMulticast = 0x200;
    private const int FirstOwnGroup = 1 << 16;

    /// <summary>The index of the interface <paramref name="name"/>; null when it does not exist.</summary>
    /// <exception cref="IOException">The kernel refuses the request.</exception>
    public int? IndexOf(string name) => Find(name)?.Index;

    /// <summary>The interface <paramref name="name"/>; null when it does not exist.</summary>
    /// <exception cref="IOException">The kernel refuses the request.</exception>
    public Link? Find(string name) => Find(LinkMessage.Find(name), $"find interface {name}");

    /// <summary>The interface with this index; null when it does not exist.</summary>
    /// <exception cref="IOException">The kernel refuses the request.</exception>
    public Link? Find(int index) => Find(LinkMessage.Find(index), $"find interface {index}");

    /// <summary>The interfaces that <paramref name="isWanted"/> accepts. Slow on a node with many interfaces.</summary>
    /// <exception cref="IOException">The kernel refuses the request.</exception>
    public IReadOnlyList<Link> Links(Func<Link, bool> isWanted) => List(
        LinkMessage.List,
        "list interfaces",
        MessageType.NewLink,
        body => LinkMessage.Read(body) is { } link && isWanted(link) ? link : null);

    /// <summary>Creates an interface.</summary>
    /// <exception cref="NetlinkException">The kernel refuses, for example because the name is in use.</exception>
    public void Create(NewLink link) => socket.Exchange(
        LinkMessage.Create(link), $"create {link.Kind.Name} interface {link.Name}", Nothing);

    /// <summary>Removes an interface; false when it does not exist.</summary>
    /// <exception cref="NetlinkException">The kernel refuses.</exception>
    public bool RemoveLink(int index) => Remove(LinkMessage.Remove(index), $"remove interface {index}");

    /// <summary>
    /// Removes interfaces with one request, because the kernel waits some milliseconds for each request. Interfaces
    /// that do not exist are skipped. When the kernel cannot remove one of them, it removes none.
    /// </summary>
    /// <exception cref="NetlinkException">The kernel refuses.</exception>
    public void RemoveTogether(IReadOnlyList<string> names)
    {
        // No other program uses such a number, so the group contains only these interfaces.
        var group = Random.Shared.Next(FirstOwnGroup, int.MaxValue);
        var removal = (LinkMessage.RemoveGroup(group), $"remove the interfaces {string.Join(", ", names)}");
        var failures = socket.ExchangeAll([.. names.Select(name => InGroup(name, group)), removal]);
        if (failures[^1] is { IsMissing: false } failure)
        {
            _ = socket.ExchangeAll([.. names.Select(name => InGroup(name, 0))]);
            throw failure;
        }
    }

    private static (NetlinkRequest Request, string Action) InGroup(string name, int group) =>
        (LinkMessage.SetGroup(name, group), $"put interface {name} into a group");

    /// <summary>Gives an interface addresses, sets it up, and adds routes, in one message.</summary>
    /// <exception cref="NetlinkException">
    /// The kernel refuses a change, for example because an address exists or a gateway cannot be reached; the other
    /// changes are made nevertheless.
    /// </exception>
    public void SetUp(int index, IReadOnlyList<LinkAddress> addresses, IReadOnlyList<Route> routes)
    {
        var failures = socket.ExchangeAll(
        [
            .. addresses.Select(address => (AddressMessage.Add(index, address), AddingOf(address))),
            (LinkMessage.SetFlags(index, Up, Up), $"set interface {index} up"),
            .. routes.Select(route => (RouteMessage.Add(route, isExclusive: false), AddingOf(route))),
        ]);
        if (failures.FirstOrDefault(failure => failure is not null) is { } first)
        {
            throw first;
        }
    }

    private static string AddingOf(LinkAddress address) => $"add address {address.Address}/{address.PrefixLength}";

    private static string AddingOf(Route route) => $"add a route to {route.Destination}/{route.PrefixLength}";

    /// <summary>Sets an interface up.</summary>
    /// <exception cref="NetlinkException">The kernel refuses.</exception>
    public void SetUp(int index) =>
        socket.Exchange(LinkMessage.SetFlags(index, Up, Up), $"set interface {index} up", Nothing);

    /// <summary>Sets an interface down.</summary>
    /// <exception cref="NetlinkException">The kernel refuses.</exception>
    public void SetDown(int index) =>
        socket.Exchange(LinkMessage.SetFlags(index, 0, Up), $"set interface {index} down", Nothing);

    /// <summary>Turns promiscuous mode on or off.</summary>
    /// <exception cref="NetlinkException">The kernel refuses.</exception>
    public void SetPromiscuous(int index, bool isOn) => socket.Exchange(
        LinkMessage.SetFlags(index, isOn ? Promiscuous : 0, Promiscuous),
        $"change the promiscuous mode of interface {index}",
        Nothing);

    /// <summary>Turns the reception of all multicast packets on or off.</summary>
    /// <exception cref="NetlinkException">The kernel refuses.</exception>
    public void SetAllMulticast(int index, bool isOn) => socket.Exchange(
        LinkMessage.SetFlags(index, isOn ? AllMulticast : 0, AllMulticast),
        $"change the all-multicast mode of interface {index}",
        Nothing);

    /// <summary>Changes the MTU, in bytes.</summary>
    /// <exception cref="NetlinkException">The kernel refuses.</exception>
    public void SetMtu(int index, int mtu) =>
        socket.Exchange(LinkMessage.SetMtu(index, mtu), $"set the MTU of interface {index} to {mtu}", Nothing);

    /// <summary>Changes the length of the transmit queue, in packets.</summary>
    /// <exception cref="NetlinkException">The kernel refuses.</exception>
    public void SetTransmitQueueLength(int index, int packets) => socket.Exchange(
        LinkMessage.SetQueueLength(index, packets), $"set the transmit queue of interface {index}", Nothing);

    /// <summary>
    /// Removes some of an interface's other names. The kernel refuses only a name that the interface does not have,
    /// for example one that is already gone, which is not an error.
    /// </summary>
    /// <exception cref="IOException">The requests cannot be sent, or the answer cannot be read.</exception>
    public void RemoveOtherNames(Link link, IEnumerable<string> names) => socket.ExchangeAll(
        [
            .. names.Select(name =>
                (LinkMessage.RemoveOtherName(link.Index, name), $"remove the name {name} of interface {link.Name}")),
        ]);

    /// <summary>Renames an interface, which is down afterwards: older kernels rename no interface that is up.</summary>
    /// <exception cref="NetlinkException">The kernel refuses, for example because the name is taken.</exception>
    public void Rename(Link link, string name)
    {
        SetDown(link.Index);
        socket.Exchange(LinkMessage.Rename(link.Index, name), $"rename interface {link.Name} to {name}", Nothing);
    }

    /// <summary>
    /// Moves an interface to another namespace with one request; a failure may leave it there with its old name.
    /// </summary>
    /// <param name="link">The interface.</param>
    /// <param name="space">The other namespace.</param>
    /// <param name="name">Its name there.</param>
    /// <param name="alias">Its alias there; "" for none, null for the one that it has.</param>
    /// <param name="isUp">Whether it is up there.</param>
    /// <exception cref="NetlinkException">The kernel refuses.</exception>
    public void Move(Link link, OpenedNamespace space, string name, string? alias, bool isUp) => socket.Exchange(
        LinkMessage.Move(link.Index, space, name, alias, isUp), $"move interface {link.Name} to {space.Path}", Nothing);

    /// <summary>Changes the hardware address of an interface.</summary>
    /// <exception cref="NetlinkException">The kernel refuses.</exception>
    public void SetHardwareAddress(int index, ReadOnlyMemory<byte> address) => socket.Exchange(
        LinkMessage.SetHardwareAddress(index, address.Span), $"set the hardware address of {index}", Nothing);

    /// <summary>Changes settings of a port of a bridge.</summary>
    /// <exception cref="NetlinkException">The kernel refuses.</exception>
    public void SetPort(int index, bool isHairpin, bool isIsolated) => socket.Exchange(
        LinkMessage.SetPort(index, isHairpin, isIsolated), $"configure the bridge port {index}", Nothing);

    private Link? Find(NetlinkRequest request, string action)
    {
        Link? link = null;
        NetlinkSocket.Receiver receive = (type, body) =>
        {
            if (type != MessageType.NewLink)
            {
                return false;
            }

            link = LinkMessage.Read(body);
            return true;
        };
        socket.Exchange(request, action, receive, expected: Libc.ENODEV);
        return link;
    }
}
