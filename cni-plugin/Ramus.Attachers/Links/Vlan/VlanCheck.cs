using Ramus.Attachers.Calls;
using Ramus.Attachers.Ipam;
using Ramus.Attachers.Pods;

namespace Ramus.Attachers.Links.Vlan;

/// <summary>CHECK of the plugin <c>vlan</c>.</summary>
internal static class VlanCheck
{
    public static void Run(PluginRequest request, VlanConfig config)
    {
        using var pod = PodSpace.For(request);
        using var space = NodeSpace.For(request);
        var node = space.Links;
        IpamCall.Check(request);
        var result = request.RequirePreviousResult();
        var listed = InterfaceCheck.RequireListed(request, result);
        _ = Master.Require(config.IsMasterInPod ? pod.Links : node, config.Master);
        var link = InterfaceCheck.Require(pod.Links, listed, "vlan");
        if (link.VlanId != config.Id)
        {
            throw PluginFailure.Of($"interface {link.Name} has the VLAN ID {link.VlanId} and not {config.Id}");
        }

        if (config.Mtu != 0 && link.Mtu != config.Mtu)
        {
            throw PluginFailure.Of($"interface {link.Name} has the MTU {link.Mtu} and not {config.Mtu}");
        }

        InterfaceCheck.RequireAddresses(pod, link, result);
    }
}
