using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Validation.Addresses;
using Ramus.Validation.Json;
using Ramus.Validation.Rules;
using Ramus.Validation.Views;

namespace Ramus.Validation.Ipam;

/// <summary>Checks the <c>routes</c> of an IPAM plugin; plugins set them unchanged.</summary>
internal static class RouteChecks
{
    // A gateway must be reachable on the link; a route of this scope makes its destination reachable.
    private const decimal LinkScope = 253;

    /// <param name="view">The IPAM plugin.</param>
    /// <param name="networks">The prefixes of the interface's addresses; null when they are not known here.</param>
    /// <param name="findings">Takes the findings.</param>
    public static void Check(IpamView view, PrefixSet? networks, Findings findings)
    {
        if (!view.Json.TryGet("routes", out var routes))
        {
            return;
        }

        if (!routes.IsList)
        {
            findings.Add(
                RuleBook.RouteList, routes.Path, $"'routes' must be a list of objects, not {routes.Kind}; put it in [ "
                    + "]");
            return;
        }

        var seen = new HashSet<(Prefix, IpNumber?)>();
        foreach (var route in routes.Items())
        {
            CheckRoute(view, route, networks, seen, findings);
        }
    }

    private static void CheckRoute(
        IpamView view, JsonView route, PrefixSet? networks, HashSet<(Prefix, IpNumber?)> seen, Findings findings)
    {
        if (!route.IsObject)
        {
            findings.Add(
                RuleBook.RouteList,
                route.Path,
                $"a route must be an object like {{\"dst\": \"10.0.0.0/8\"}}, not {route.Kind}");
            return;
        }

        if (ReadDestination(route, findings) is not { } dst)
        {
            return;
        }

        var gateway = ReadGateway(route, dst, findings);
        if (seen.Contains((dst, gateway)) && !route.Has("table") && !route.Has("priority"))
        {
            findings.Add(
                RuleBook.RouteTwice,
                route.PathOf("dst"),
                $"there is already a route to {dst}{(gateway is null ? "" : $" via {gateway}")}, and adding it a "
                + "second time fails; remove it");
        }
        else if (networks is not null)
        {
            CheckReach(view, route, dst, gateway, networks, findings);
        }

        seen.Add((dst, gateway));
        if (route.TryNumber("scope", out var scope) && scope == LinkScope)
        {
            networks?.Add(dst);
        }
    }

    private static void CheckReach(
        IpamView view, JsonView route, Prefix dst, IpNumber? gateway, PrefixSet reached, Findings findings)
    {
        if (!reached.HasFamily(dst.IsV4))
        {
            findings.Add(
                RuleBook.RouteFamily,
                route.PathOf("dst"),
                $"the interface gets no {(dst.IsV4 ? "IPv4" : "IPv6")} address, so the route to {dst} does not work; "
                + "add an address or remove the route");
            return;
        }

        // An unknown plugin may set routes in another way.
        if (gateway is { } address && view.Plugin.IsKnown && !reached.Contains(address))
        {
            findings.Add(
                RuleBook.RouteUnreachable,
                route.PathOf("gw"),
                $"{address} is not in a network of the interface ({reached}), "
                + "so the kernel refuses the route; write an address in one of these networks");
        }
    }

    private static Prefix? ReadDestination(JsonView route, Findings findings)
    {
        var path = route.PathOf("dst");
        if (!route.TryGet("dst", out var value) || value.Element.ValueKind != JsonValueKind.String)
        {
            findings.Add(
                RuleBook.RouteDst,
                path,
                "the route has no destination; add one like \"dst\": \"10.0.0.0/8\"");
            return null;
        }

        if (!route.TryText("dst", out var text))
        {
            return null;
        }

        if (!Prefix.TryParse(text, out var dst))
        {
            var advice = IpNumber.TryParse(text, out var host)
                ? $"write \"{text}/{host.Bits}\" for a single host"
                : "write one like \"10.0.0.0/8\", or \"0.0.0.0/0\" for a default route";
            findings.Add(RuleBook.RouteDst, path, $"\"{Quote.Short(text)}\" is not a prefix; {advice}");
            return null;
        }

        if (dst.HasHostBits)
        {
            findings.Add(
                RuleBook.RouteDst,
                path,
                $"{dst} has host bits set, which the kernel refuses; write \"{dst.Network}\"");
            return null;
        }

        return dst;
    }

    private static IpNumber? ReadGateway(JsonView route, Prefix dst, Findings findings)
    {
        if (route.TryGet("gw", out var value) && value.Element.ValueKind != JsonValueKind.String)
        {
            findings.Add(RuleBook.RouteGw, value.Path, $"a gateway must be an address in quotes, not {value.Kind}");
            return null;
        }

        if (!route.TryText("gw", out var text) || text.Length == 0)
        {
            return null;
        }

        if (!IpNumber.TryParse(text, out var gateway))
        {
            findings.Add(
                RuleBook.RouteGw,
                route.PathOf("gw"),
                $"\"{Quote.Short(text)}\" is not an IP address; write an address like \"10.1.2.1\"");
            return null;
        }

        if (gateway.IsV4 != dst.IsV4)
        {
            findings.Add(
                RuleBook.RouteGw,
                route.PathOf("gw"),
                $"{gateway} and {dst} are of different IP families; write an {(dst.IsV4 ? "IPv4" : "IPv6")} address");
            return null;
        }

        return gateway;
    }
}
