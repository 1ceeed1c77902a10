using Ramus.Attachers.Calls;
using Ramus.Attachers.Ipam;
using Ramus.Attachers.Pods;

namespace Ramus.Attachers.Links.Ipvlan;

/// <summary>CHECK of the plugin <c>ipvlan</c>.</summary>
internal static class IpvlanCheck
{
    public static void Run(PluginRequest request, IpvlanConfig config)
    {
        using var pod = PodSpace.For(request);
        using var space = NodeSpace.For(request);
        var node = space.Links;
        IpamCall.Check(request);
        var result = request.RequirePreviousResult();
        var listed = InterfaceCheck.RequireListed(request, result);

        // The result of ADD lists the interface itself, and not the one that ADD found below it in a chain.
        if (config.Master is { } master)
        {
            _ = Master.Require(config.IsMasterInPod ? pod.Links : node, master);
        }

        var link = InterfaceCheck.Require(pod.Links, listed, "ipvlan");
        if (link.Mode != config.Mode)
        {
            throw PluginFailure.Of($"interface {link.Name} has the mode {link.Mode} and not {config.Mode}");
        }

        InterfaceCheck.RequireAddresses(pod, link, result);
    }
}
