using System.Net.Sockets;
using Ramus.Attachers.Calls;
using Ramus.Attachers.Pods;
using Ramus.Contract.Cni;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Chained.Vrf;

/// <summary>ADD of the plugin <c>vrf</c>.</summary>
internal static class VrfAttach
{
    /// <summary>Puts the preceding plugins' interface into a VRF; a failure takes it out again.</summary>
    public static CniResult Run(PluginRequest request, VrfConfig config)
    {
        var result = request.PreviousResult() ?? throw PluginFailure.Of("missing prevResult from earlier plugin");
        using var pod = PodSpace.For(request);
        using var undo = new UndoSteps();
        var (vrf, table) = PodVrf.Ensure(pod.Links, config, undo);
        var link = pod.Links.Find(request.IfName)
            ?? throw PluginFailure.Of($"could not get link by name {request.IfName}");
        if (link.Master != 0)
        {
            throw PluginFailure.Of($"interface {request.IfName} has already a master set: "
                + $"{pod.Links.Find(link.Master)?.Name ?? "removed meanwhile"}");
        }

        var routes = pod.Links.MainRoutes(link.Index).Where(route => !route.IsOfKernel).ToList();
        Move(pod, link, vrf, routes, undo);

        // A gateway may be reachable only by one of the other routes.
        foreach (var route in routes.OrderBy(route => route.Route.Gateway is not null))
        {
            pod.Links.Copy(route, table);
        }

        undo.Keep();
        return result;
    }

    // The kernel sets the interface down and up again. This removes its routes, except those to the subnets of its
    // addresses, and its IPv6 addresses, unless the setting keep_addr_on_down keeps them.
    private static void Move(PodSpace pod, Link link, Link vrf, List<KernelRoute> routes, UndoSteps undo)
    {
        var addresses = GlobalV6(pod.Links, link);
        pod.Links.SetMaster(link.Index, vrf.Index);
        undo.Push(() => pod.Links.SetMaster(link.Index, 0));
        var kept = GlobalV6(pod.Links, link).Select(address => address.Address).ToHashSet();
        foreach (var address in addresses.Where(address => !kept.Contains(address.Address)))
        {
            pod.Links.AddAddress(link.Index, address);
        }

        // The kernel refuses a route from an IPv6 address whose detection of duplicates is not finished.
        if (addresses.Count > 0)
        {
            var isNeeded = routes.Exists(
                route => route.Route.Source is { AddressFamily: AddressFamily.InterNetworkV6 });
            PodInterface.DetectAgain(pod, link, mayPostpone: !isNeeded);
        }
    }

    // A router announces an address with a lifetime again when the interface is up again.
    private static List<LinkAddress> GlobalV6(RouteSocket links, Link link) =>
    [
        .. links.Addresses(link.Index, AddressFamily.InterNetworkV6)
            .Where(address => address.IsPermanent && !address.Address.IsIPv6LinkLocal),
    ];
}
