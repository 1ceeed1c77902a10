using System.Net;
using System.Net.Sockets;
using Ramus.Contract.Cni;

namespace Ramus.Attachments.Attach;

/// <summary>
/// The effect of 'default-route' in the pod's annotation on one address family (NPWG 4.1.2.1.9): the default routes of
/// all other attachments are removed, and only the chosen attachment has one. All other routes stay.
/// </summary>
/// <param name="Family">IPv4 or IPv6.</param>
/// <param name="Index">The chosen attachment.</param>
/// <param name="Gateways">
/// The requested gateways; when empty, the default routes that the attachment's own plugins created stay.
/// </param>
public sealed record DefaultRouteChange(AddressFamily Family, int Index, IReadOnlyList<IPAddress> Gateways)
{
    private static ReadOnlySpan<AddressFamily> Families => [AddressFamily.InterNetwork, AddressFamily.InterNetworkV6];

    /// <summary>The changes that the attachments request; at most one per address family.</summary>
    /// <param name="requests">'default-route' of each attachment; null without it.</param>
    /// <param name="results">The results of the same attachments, in the same order.</param>
    public static IReadOnlyList<DefaultRouteChange> Plan(
        IReadOnlyList<IReadOnlyList<IPAddress>?> requests, IReadOnlyList<CniResult> results)
    {
        var changes = new List<DefaultRouteChange>();
        for (var index = 0; index < requests.Count; index++)
        {
            if (requests[index] is not { } gateways)
            {
                continue;
            }

            foreach (var family in Families)
            {
                var own = gateways.Where(gateway => gateway.AddressFamily == family).ToList();

                // An empty list means the network's own gateway. A network without a gateway of one family does not
                // change that family, so that the pod does not lose its only default route.
                if (own.Count > 0
                    || (gateways.Count == 0 && results[index].Routes.Any(route => IsDefault(route, family))))
                {
                    changes.Add(new DefaultRouteChange(family, index, own));
                }
            }
        }

        return changes;
    }

    /// <summary>The result of the attachment <paramref name="index"/> after this change.</summary>
    public CniResult Apply(CniResult result, int index)
    {
        if (index == Index && Gateways.Count == 0)
        {
            return result;
        }

        var routes = result.Routes.Where(route => !IsDefault(route, Family)).ToList();
        if (index == Index)
        {
            var destination = Family == AddressFamily.InterNetwork ? "0.0.0.0/0" : "::/0";
            routes.AddRange(Gateways.Select(gateway => new ResultRoute(destination) { Gw = gateway.ToString() }));
        }

        return routes.Count == result.Routes.Count && index != Index ? result : result with { Routes = routes };
    }

    private static bool IsDefault(ResultRoute route, AddressFamily family) =>
        route.IsDefault && route.IsV4 == (family == AddressFamily.InterNetwork);
}
