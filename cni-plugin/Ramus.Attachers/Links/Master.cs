using Ramus.Attachers.Calls;
using Ramus.Contract.Cni;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Links;

/// <summary>The interface below a macvlan, an ipvlan or a VLAN interface.</summary>
internal static class Master
{
    /// <summary>The interface <paramref name="name"/>, or without a name the one of the default route.</summary>
    /// <exception cref="CniException">There is no such interface, or no default route.</exception>
    public static Link Require(RouteSocket links, string? name)
    {
        if (name is not null)
        {
            return links.Find(name) ?? throw PluginFailure.Of($"failed to lookup master \"{name}\": Link not found");
        }

        var route = links.DefaultRoutes().FirstOrDefault(route => route.InterfaceIndex > 0)
            ?? throw PluginFailure.Of("no default route interface found");
        return links.Find(route.InterfaceIndex)
            ?? throw PluginFailure.Of("the interface of the default route was removed");
    }

    /// <summary>The MTU of a new interface on <paramref name="master"/>; null leaves it to the kernel.</summary>
    /// <exception cref="CniException">It is negative, or larger than the master's.</exception>
    public static int? RequireMtu(Link master, long mtu) => mtu < 0 || mtu > master.Mtu
        ? throw PluginFailure.Of($"invalid MTU {mtu}, must be [0, master MTU({master.Mtu})]")
        : mtu == 0 ? null
        : (int)mtu;
}
