using Ramus.Attachers.Calls;
using Ramus.Attachers.Ipam;
using Ramus.Attachers.Pods;

namespace Ramus.Attachers.Links.Macvlan;

/// <summary>CHECK of the plugin <c>macvlan</c>.</summary>
internal static class MacvlanCheck
{
    public static void Run(PluginRequest request, MacvlanConfig config)
    {
        using var pod = PodSpace.For(request);
        using var space = NodeSpace.For(request);
        var node = space.Links;
        var master = Master.Require(config.IsMasterInPod ? pod.Links : node, config.Master);
        Master.RequireMtu(master, config.Mtu);
        IpamCall.Check(request);
        var result = request.RequirePreviousResult();
        var link = InterfaceCheck.Require(pod.Links, InterfaceCheck.RequireListed(request, result), "macvlan");
        if (link.Mode != config.Mode)
        {
            throw PluginFailure.Of($"container macvlan mode {link.Mode} does not match expected value: {config.Mode}");
        }

        InterfaceCheck.RequireAddresses(pod, link, result);
    }
}
