using Ramus.Attachers.Calls;
using Ramus.Attachers.Ipam;
using Ramus.Attachers.Pods;
using Ramus.Contract.Cni;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Links.Ipvlan;

/// <summary>ADD of the plugin <c>ipvlan</c>.</summary>
internal static class IpvlanAttach
{
    /// <summary>Creates the interface; a failure leaves nothing.</summary>
    public static CniResult Run(PluginRequest request, IpvlanConfig config)
    {
        var before = request.PreviousResult();
        var masterName = config.MasterAfter(before);
        using var pod = PodSpace.For(request);
        using var space = NodeSpace.For(request);
        var node = space.Links;
        using var undo = new UndoSteps();
        var links = config.IsMasterInPod ? pod.Links : node;
        var link = new NewLink(request.IfName, new IpvlanKind(config.Mode))
        {
            Mtu = config.Mtu,
            Parent = Master.Require(links, masterName).Index,
        };
        var created = MasterLink.Create(links, pod, request, link, undo);

        // Without IPAM, the interface takes over the addresses of the preceding plugins.
        var addresses = request.IpamType is null && before is { Ips.Count: > 0 }
            ? before
            : IpamCall.Add(request, IpamCall.RequireType(request), undo);
        var result = PodAddresses.Configure(
            pod,
            created,
            request,
            addresses,
            ($"net/ipv4/conf/{request.IfName}/arp_notify", "1"),
            ($"net/ipv6/conf/{request.IfName}/ndisc_notify", "1"));
        undo.Keep();
        return result with { Dns = request.Dns };
    }
}
