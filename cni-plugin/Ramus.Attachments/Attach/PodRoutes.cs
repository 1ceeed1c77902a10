using Ramus.Contract.Cni;
using Ramus.Contract.NodeDisk;
using Ramus.Linux.Netlink;

namespace Ramus.Attachments.Attach;

/// <summary>Applies a default route change to the routes in the pod's namespace.</summary>
public static class PodRoutes
{
    /// <summary>
    /// Removes the default routes of the family that are no longer wanted and adds the requested ones.
    /// </summary>
    /// <exception cref="CniException">The kernel refuses a route.</exception>
    public static void Change(
        string netns, IReadOnlyList<DefaultRouteChange> changes, IReadOnlyList<Attachment> attachments)
    {
        try
        {
            using var routes = RouteSocket.Open(netns);
            foreach (var change in changes)
            {
                Change(routes, change, attachments[change.Index].Interface);
            }
        }
        catch (IOException failure)
        {
            throw new CniException(CniErrorCode.Internal, $"default-route: {failure.Message}", inner: failure);
        }
    }

    private static void Change(RouteSocket routes, DefaultRouteChange change, string interfaceName)
    {
        var index = routes.IndexOf(interfaceName) ?? throw new IOException($"the pod has no interface {interfaceName}");
        foreach (var route in routes.DefaultRoutes())
        {
            var stays = change.Gateways.Count == 0 && route.InterfaceIndex == index;
            if (route.Family == change.Family && !stays)
            {
                routes.Remove(route);
            }
        }

        foreach (var gateway in change.Gateways)
        {
            routes.AddDefault(gateway, index);
        }
    }
}
