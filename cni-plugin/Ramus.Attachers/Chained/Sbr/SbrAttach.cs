using System.Net;
using Ramus.Attachers.Addresses;
using Ramus.Attachers.Calls;
using Ramus.Attachers.Pods;
using Ramus.Contract.Cni;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Chained.Sbr;

/// <summary>ADD of the plugin <c>sbr</c>.</summary>
internal static class SbrAttach
{
    private const uint FirstTable = 100;

    /// <summary>Sends packets from the interface's addresses through it; a failure leaves no rule.</summary>
    public static CniResult Run(PluginRequest request, SbrConfig config)
    {
        var result = request.PreviousResult()
            ?? throw PluginFailure.Of("This plugin must be called as chained plugin");
        var addresses = AddressesOf(request.IfName, result);
        using var pod = PodSpace.For(request);
        using var undo = new UndoSteps();
        if (config.Table is { } table)
        {
            addresses.ForEach(address => AddRule(pod.Links, address, table, undo));
        }
        else
        {
            MoveRoutes(pod.Links, request, addresses, undo);
        }

        undo.Keep();
        return result;
    }

    // An address without an interface belongs to every interface.
    private static List<ResultAddress> AddressesOf(string ifName, CniResult result) => result.Ips.Count == 0
        ? throw PluginFailure.Of($"No IP addresses supplied on interface: {ifName}")
        : [.. result.Ips.Where(ip => ip.Interface is not { } index || index < 0 || index >= result.Interfaces.Count
            || result.Interfaces[(int)index].Name == ifName)];

    private static void AddRule(RouteSocket links, ResultAddress address, uint table, UndoSteps undo)
    {
        var source = IpPrefix.Parse(address.Address).Address.ToAddress();
        links.AddRule(source, table);
        undo.Push(() => SbrUndo.Remove(links, rule => rule.Table == table && source.Equals(rule.Source)));
    }

    private static void MoveRoutes(
        RouteSocket links, PluginRequest request, List<ResultAddress> addresses, UndoSteps undo)
    {
        var taken = links.Rules().Select(rule => rule.Table).ToHashSet();
        var link = links.Find(request.IfName)
            ?? throw PluginFailure.Of($"Cannot find network interface {request.IfName}: Link not found");
        var routes = links.MainRoutes(link.Index);
        var table = FirstTable;
        foreach (var address in addresses)
        {
            while (taken.Contains(table))
            {
                table++;
            }

            AddRule(links, address, table, undo);
            AddDefault(links, link, address, table);
            var subnet = IpPrefix.Parse(address.Address);
            foreach (var route in routes.Where(route => Concerns(subnet, route.Route)))
            {
                links.Copy(route, table);
            }

            table++;
        }

        // Only after all copies are made: addresses of the same subnet need the same routes.
        foreach (var route in routes)
        {
            links.Remove(route);
        }
    }

    private static void AddDefault(RouteSocket links, Link link, ResultAddress address, uint table)
    {
        if (address.Gateway is not { } gateway)
        {
            return;
        }

        var isV4 = IpPrefix.Parse(address.Address).IsV4;
        links.Add(
            new Route(isV4 ? IPAddress.Any : IPAddress.IPv6Any, 0)
            {
                InterfaceIndex = link.Index,
                Gateway = IPAddress.Parse(gateway),
                Table = table,
            },
            isExclusive: true);
    }

    private static bool Concerns(IpPrefix subnet, Route route) =>
        (route.Source is null && route.Gateway is null)
        || (route.Source is not null && subnet.Contains(Ip.Of(route.Source)))
        || (route.Gateway is not null && subnet.Contains(Ip.Of(route.Gateway)));
}
