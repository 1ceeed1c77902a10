using System.Net;
using System.Net.Sockets;
using Ramus.Contract.Cni;

namespace Ramus.Attachments.Attach;

/// <summary>
/// What 'default-route' in the pod's annotation changes for one address family (NPWG 4.1.2.1.9): the default routes of
/// all other attachments go, the chosen attachment has them alone. Every other route stays.
/// </summary>
/// <param name="Family">IPv4 or IPv6.</param>
/// <param name="Index">The chosen attachment.</param>
/// <param name="Gateways">Its gateways; empty: the default routes that its own plugins made stay as they are.</param>
public sealed record DefaultRouteChange(AddressFamily Family, int Index, IReadOnlyList<IPAddress> Gateways)
{
    private static ReadOnlySpan<AddressFamily> Families => [AddressFamily.InterNetwork, AddressFamily.InterNetworkV6];

    /// <summary>The changes that the attachments ask for; at most one for each family.</summary>
    /// <param name="requests">'default-route' of each attachment; null where it has none.</param>
    /// <param name="results">The results of the same attachments.</param>
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

                // An empty list means "by your own gateway"; a network without one of a family leaves that family
                // alone, so that no pod loses its only way out by it.
                if (own.Count > 0
                    || (gateways.Count == 0 && results[index].Routes.Any(route => IsDefault(route, family))))
                {
                    changes.Add(new DefaultRouteChange(family, index, own));
                }
            }
        }

        return changes;
    }

    /// <summary>The result of the attachment <paramref name="index"/> as it is true after this change.</summary>
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
