using System.Net;
using Ramus.Attachers.Addresses;
using Ramus.Attachers.Calls;
using Ramus.Contract.Cni;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Pods;

/// <summary>CHECK: compares an interface of a pod with the result of ADD.</summary>
internal static class InterfaceCheck
{
    /// <summary>The interface that the result lists for this attachment.</summary>
    /// <exception cref="CniException">The result lists none.</exception>
    public static ResultInterface RequireListed(PluginRequest request, CniResult result) =>
        result.Interfaces.LastOrDefault(link => link.Name == request.IfName && link.Sandbox == request.Netns)
        ?? throw PluginFailure.Of($"prevResult lists no interface {request.IfName} in {request.Netns}");

    /// <summary>The interface in the pod.</summary>
    /// <param name="links">The interfaces of the pod or of the node.</param>
    /// <param name="listed">The interface as the result describes it.</param>
    /// <param name="kind">Its kind; null for any.</param>
    /// <exception cref="CniException">It is missing, of another kind, or has another hardware address.</exception>
    public static Link Require(RouteSocket links, ResultInterface listed, string? kind)
    {
        var link = links.Find(listed.Name)
            ?? throw PluginFailure.Of($"interface {listed.Name} of prevResult does not exist");
        if (kind is not null && link.Kind != kind)
        {
            throw PluginFailure.Of($"interface {listed.Name} is not of type {kind}");
        }

        return listed.Mac is null || listed.Mac == link.Mac
            ? link
            : throw PluginFailure.Of(
                $"interface {listed.Name} has the MAC address {link.Mac}, but {listed.Mac} in prevResult");
    }

    /// <summary>Compares the addresses and routes of the pod with the result.</summary>
    /// <exception cref="CniException">An address or a route is missing.</exception>
    public static void RequireAddresses(PodSpace pod, Link link, CniResult result)
    {
        var addresses = pod.Links.Addresses(link.Index)
            .Select(address => new IpPrefix(Ip.Of(address.Address), address.PrefixLength)).ToHashSet();
        var routes = pod.Links.Routes();
        foreach (var address in result.Ips.Select(ip => IpPrefix.Parse(ip.Address)))
        {
            if (!addresses.Contains(address))
            {
                throw PluginFailure.Of($"interface {link.Name} does not have the address {address}");
            }

            // The kernel has a route to the subnet of an address, but none to an address without a subnet.
            var subnet = address with { Address = address.Network };
            if (address.Length < address.Address.Bits && !routes.Any(route => IsTo(route, subnet)))
            {
                throw PluginFailure.Of($"the pod has no route to the subnet of {address}");
            }
        }

        foreach (var route in result.Routes)
        {
            RequireRoute(routes, route);
        }
    }

    private static void RequireRoute(IReadOnlyList<Route> routes, ResultRoute expected)
    {
        var destination = IpPrefix.Parse(expected.Dst);
        var gateway = expected.Gw is null || expected.IsDefault ? null : IPAddress.Parse(expected.Gw);
        var table = expected.Table is { } number ? (uint)number : Route.MainTable;
        if (!routes.Any(route => IsTo(route, destination, table)
            && (gateway is null || gateway.Equals(route.Gateway))))
        {
            throw PluginFailure.Of($"the pod has no route to {expected.Dst}"
                + (gateway is null ? "" : $" via {gateway}"));
        }
    }

    private static bool IsTo(Route route, IpPrefix destination, uint table = Route.MainTable) =>
        route.Table == table && route.PrefixLength == destination.Length
        && Ip.Of(route.Destination) == destination.Address;
}
