using System.Net;
using System.Net.Sockets;
using Ramus.Linux.Namespaces;

namespace Ramus.Linux.Netlink;

/// <summary>
/// The interfaces, addresses and routes of another network namespace. The process itself stays in its own.
/// </summary>
public sealed partial class RouteSocket : IDisposable
{
    private const int DumpAttempts = 10;

    private static readonly NetlinkSocket.Receiver Nothing = (_, _) => false;

    private readonly NetlinkSocket socket;

    private RouteSocket(NetlinkSocket socket) => this.socket = socket;

    /// <summary>Opens the namespace at <paramref name="netns"/>.</summary>
    /// <exception cref="IOException">The namespace cannot be entered.</exception>
    public static RouteSocket Open(string netns) => new(NetlinkSocket.Open(netns));

    /// <summary>As <see cref="Open(string)"/>, for an open namespace.</summary>
    /// <exception cref="IOException">The namespace cannot be entered.</exception>
    public static RouteSocket Open(OpenedNamespace space) => new(NetlinkSocket.Open(space));

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();

    /// <summary>The default routes of the main table, both families.</summary>
    /// <exception cref="IOException">The kernel refuses the request.</exception>
    public IReadOnlyList<DefaultRoute> DefaultRoutes() =>
        List(RouteMessage.List, "list routes", MessageType.NewRoute, RouteMessage.ReadDefault);

    /// <summary>All unicast routes of both families, of every table.</summary>
    /// <exception cref="IOException">The kernel refuses the request.</exception>
    public IReadOnlyList<Route> Routes() =>
        List(RouteMessage.List, "list routes", MessageType.NewRoute, RouteMessage.Read);

    /// <summary>Removes a default route.</summary>
    /// <exception cref="IOException">The kernel refuses, for example because the route is gone.</exception>
    public void Remove(DefaultRoute route) =>
        socket.Exchange(RouteMessage.Remove(route.Message.Span), "remove a default route", Nothing);

    /// <summary>Removes a route.</summary>
    /// <exception cref="NetlinkException">The kernel refuses, for example because the route is gone.</exception>
    public void Remove(Route route) => socket.Exchange(
        RouteMessage.Remove(route), $"remove the route to {route.Destination}/{route.PrefixLength}", Nothing);

    /// <summary>Adds a default route.</summary>
    /// <exception cref="IOException">
    /// The kernel refuses, for example because the gateway is not directly reachable.
    /// </exception>
    public void AddDefault(IPAddress gateway, int interfaceIndex) => socket.Exchange(
        RouteMessage.AddDefault(gateway, interfaceIndex), $"set the default route via {gateway}", Nothing);

    /// <summary>
    /// Adds a route. With <paramref name="isExclusive"/> the kernel refuses it when a route to the destination exists,
    /// otherwise only when the same route exists.
    /// </summary>
    /// <exception cref="NetlinkException">The kernel refuses.</exception>
    public void Add(Route route, bool isExclusive) => socket.Exchange(
        RouteMessage.Add(route, isExclusive), AddingOf(route), Nothing);

    /// <summary>The addresses of an interface.</summary>
    /// <param name="index">The interface.</param>
    /// <param name="family">The family; Unspecified for both.</param>
    /// <exception cref="IOException">The kernel refuses the request.</exception>
    public IReadOnlyList<LinkAddress> Addresses(int index, AddressFamily family = AddressFamily.Unspecified) => List(
        () => AddressMessage.List(index, family),
        "list addresses",
        MessageType.NewAddress,
        body => AddressMessage.Read(body, index));

    /// <summary>Adds an address to an interface.</summary>
    /// <exception cref="NetlinkException">The kernel refuses, for example because the address exists.</exception>
    public void AddAddress(int index, LinkAddress address) => socket.Exchange(
        AddressMessage.Add(index, address), AddingOf(address), Nothing);

    /// <summary>Removes an address from an interface.</summary>
    /// <exception cref="NetlinkException">The kernel refuses, for example because the address is gone.</exception>
    public void RemoveAddress(int index, LinkAddress address) => socket.Exchange(
        AddressMessage.Remove(index, address), $"remove address {address.Address}/{address.PrefixLength}", Nothing);

    // A list that changed while the kernel wrote it may miss entries, so it is requested again.
    private List<T> List<T>(Func<NetlinkRequest> request, string action, MessageType wanted, Reader<T> read)
        where T : class
    {
        for (var attempt = 1; ; attempt++)
        {
            var found = new List<T>();
            var isWhole = socket.Exchange(request(), action, (type, body) =>
            {
                if (type == wanted && read(body) is { } item)
                {
                    found.Add(item);
                }

                return false;
            });
            if (isWhole || attempt == DumpAttempts)
            {
                return found;
            }
        }
    }

    private delegate T? Reader<T>(ReadOnlySpan<byte> body)
        where T : class;
}
