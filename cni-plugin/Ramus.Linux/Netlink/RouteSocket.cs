using System.Net;

namespace Ramus.Linux.Netlink;

/// <summary>The interfaces and routes of another network namespace. The process itself stays where it is.</summary>
public sealed class RouteSocket : IDisposable
{
    private const int DumpAttempts = 10;
    private const int ENODEV = 19;

    private readonly NetlinkSocket socket;

    private RouteSocket(NetlinkSocket socket) => this.socket = socket;

    /// <summary>Opens the namespace at <paramref name="netns"/>.</summary>
    /// <exception cref="IOException">It cannot be entered.</exception>
    public static RouteSocket Open(string netns) => new(NetlinkSocket.Open(netns));

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();

    /// <summary>The index of the interface <paramref name="name"/>; null when there is none.</summary>
    /// <exception cref="IOException">The kernel refuses to tell.</exception>
    public int? IndexOf(string name)
    {
        int? index = null;
        NetlinkSocket.Receiver receive = (type, body) =>
        {
            if (type != MessageType.NewLink)
            {
                return false;
            }

            index = LinkMessage.ReadIndex(body);
            return true;
        };
        socket.Exchange(LinkMessage.Find(name), $"find interface {name}", receive, expected: ENODEV);
        return index;
    }

    /// <summary>The default routes of the main table, both families.</summary>
    /// <exception cref="IOException">The kernel refuses to tell.</exception>
    public IReadOnlyList<DefaultRoute> DefaultRoutes()
    {
        for (var attempt = 1; ; attempt++)
        {
            var routes = new List<DefaultRoute>();
            var isWhole = socket.Exchange(RouteMessage.List(), "list routes", (type, body) =>
            {
                if (type == MessageType.NewRoute && RouteMessage.ReadDefault(body) is { } route)
                {
                    routes.Add(route);
                }

                return type == MessageType.Done;
            });
            if (isWhole || attempt == DumpAttempts)
            {
                return routes;
            }
        }
    }

    /// <summary>Removes a default route.</summary>
    /// <exception cref="IOException">The kernel refuses, for example because the route is gone.</exception>
    public void Remove(DefaultRoute route) =>
        socket.Exchange(RouteMessage.Remove(route), "remove a default route", (_, _) => false);

    /// <summary>Adds a default route.</summary>
    /// <exception cref="IOException">
    /// The kernel refuses it, for example because the gateway cannot be reached directly.
    /// </exception>
    public void AddDefault(IPAddress gateway, int interfaceIndex) => socket.Exchange(
        RouteMessage.AddDefault(gateway, interfaceIndex), $"set the default route by {gateway}", (_, _) => false);
}
