using System.Net;

namespace Ramus.Linux.Netlink;

public sealed partial class RouteSocket
{
    /// <summary>The rules of all families.</summary>
    /// <exception cref="IOException">The kernel refuses the request.</exception>
    public IReadOnlyList<Rule> Rules() => List(RuleMessage.List, "list rules", MessageType.NewRule, RuleMessage.Read);

    /// <summary>Adds a rule: packets from <paramref name="source"/> use the routing table.</summary>
    /// <exception cref="NetlinkException">The kernel refuses, for example because the rule exists.</exception>
    public void AddRule(IPAddress source, uint table) => socket.Exchange(
        RuleMessage.Add(source, table), $"add a rule from {source} to table {table}", Nothing);

    /// <summary>Removes a rule.</summary>
    /// <exception cref="NetlinkException">The kernel refuses, for example because the rule is gone.</exception>
    public void Remove(Rule rule) => socket.Exchange(
        RuleMessage.Remove(rule), $"remove the rule from {rule.Source} to table {rule.Table}", Nothing);

    /// <summary>The unicast routes through an interface in the main table, of both families.</summary>
    /// <exception cref="IOException">The kernel refuses the request.</exception>
    public IReadOnlyList<KernelRoute> MainRoutes(int index) => List(
        RouteMessage.List,
        "list routes",
        MessageType.NewRoute,
        body => RouteMessage.Read(body) is { Table: Route.MainTable } route && route.InterfaceIndex == index
            ? new KernelRoute(route, body.ToArray())
            : null);

    /// <summary>Copies a route into another table, and replaces the same route there.</summary>
    /// <exception cref="NetlinkException">The kernel refuses.</exception>
    public void Copy(KernelRoute route, uint table) => socket.Exchange(
        RouteMessage.Copy(route.Message.Span, table), $"{AddingOf(route.Route)} in table {table}", Nothing);

    /// <summary>Removes a route.</summary>
    /// <exception cref="NetlinkException">The kernel refuses, for example because the route is gone.</exception>
    public void Remove(KernelRoute route) => socket.Exchange(
        RouteMessage.Remove(route.Message.Span),
        $"remove the route to {route.Route.Destination}/{route.Route.PrefixLength}",
        Nothing);
}
