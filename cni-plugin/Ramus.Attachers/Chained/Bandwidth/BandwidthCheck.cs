using Ramus.Attachers.Calls;
using Ramus.Attachers.Pods;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Chained.Bandwidth;

/// <summary>CHECK of the plugin <c>bandwidth</c>.</summary>
internal static class BandwidthCheck
{
    public static void Run(PluginRequest request, BandwidthConfig config)
    {
        var result = request.PreviousResult() ?? throw PluginFailure.Of("must be called as a chained plugin");
        if (config is { Ingress: null, Egress: null })
        {
            return;
        }

        using var pod = PodSpace.For(request);
        using var space = NodeSpace.For(request);
        var host = HostEnd.Require(request, space.Links, pod, result);
        if (config.Ingress is { } ingress)
        {
            Compare(space.Links, host, ingress);
        }

        if (config.Egress is { } egress)
        {
            var name = HostEnd.IfbName(request);
            var ifb = space.Links.Find(name) ?? throw PluginFailure.Of($"get ifb device: interface {name} not found");
            Compare(space.Links, ifb, egress);
        }
    }

    private static void Compare(RouteSocket node, Link link, TokenBucket expected)
    {
        var actual = node.RootQdisc(link.Index)?.Bucket
            ?? throw PluginFailure.Of($"the queue of interface {link.Name} does not limit its rate");
        if (actual != expected)
        {
            throw PluginFailure.Of($"interface {link.Name} has the limit {actual} and not {expected}");
        }
    }
}
