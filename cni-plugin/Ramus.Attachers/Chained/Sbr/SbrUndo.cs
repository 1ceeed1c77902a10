using System.Net;
using Ramus.Attachers.Addresses;
using Ramus.Attachers.Calls;
using Ramus.Attachers.Pods;
using Ramus.Cni.RuntimeSide;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Chained.Sbr;

/// <summary>
/// DEL of the plugin <c>sbr</c>: removes the rules of the interface's addresses. The routes go with the interface.
/// </summary>
internal static class SbrUndo
{
    public static void Run(PluginRequest request, SbrConfig config)
    {
        using var pod = PodSpace.TryFor(request);
        if (pod is null)
        {
            return;
        }

        var sources = pod.Links.Find(request.IfName) is { } link
            ? [.. pod.Links.Addresses(link.Index).Select(address => address.Address)]
            : Known(request);
        if (sources.Count > 0)
        {
            Remove(pod.Links, rule => sources.Contains(rule.Source!) && (config.Table ?? rule.Table) == rule.Table);
        }
    }

    /// <summary>The addresses are those of the interface, or those of the result when the interface is gone.</summary>
    public static LinkUse AtDelete(PluginRequest request) =>
        Known(request).Count > 0 ? LinkUse.NotNeeded : LinkUse.Needed;

    /// <summary>Removes rules; a rule that is already gone is not a failure.</summary>
    public static void Remove(RouteSocket links, Func<Rule, bool> isWanted)
    {
        foreach (var rule in links.Rules().Where(rule => rule.Source is not null && isWanted(rule)))
        {
            try
            {
                links.Remove(rule);
            }
            catch (NetlinkException failure) when (failure.IsMissing)
            {
            }
        }
    }

    private static HashSet<IPAddress> Known(PluginRequest request) =>
        [.. request.PreviousResult()?.Ips.Select(ip => IpPrefix.Parse(ip.Address).Address.ToAddress()) ?? []];
}
