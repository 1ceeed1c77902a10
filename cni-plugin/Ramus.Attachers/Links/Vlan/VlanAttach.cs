using Ramus.Attachers.Calls;
using Ramus.Attachers.Ipam;
using Ramus.Attachers.Pods;
using Ramus.Contract.Cni;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Links.Vlan;

/// <summary>ADD of the plugin <c>vlan</c>.</summary>
internal static class VlanAttach
{
    /// <summary>Creates the interface; a failure leaves nothing.</summary>
    public static CniResult Run(PluginRequest request, VlanConfig config)
    {
        using var pod = PodSpace.For(request);
        using var space = NodeSpace.For(request);
        var node = space.Links;
        using var undo = new UndoSteps();
        var links = config.IsMasterInPod ? pod.Links : node;
        var master = Master.Require(links, config.Master);
        var link = new NewLink(request.IfName, new VlanKind(config.Id))
        {
            Mtu = Master.RequireMtu(master, config.Mtu),
            Parent = master.Index,
        };
        var created = MasterLink.Create(links, pod, request, link, undo);
        var result = PodAddresses.Add(pod, created, request, IpamCall.RequireType(request), undo);
        undo.Keep();
        return result with { Dns = request.Dns };
    }
}
