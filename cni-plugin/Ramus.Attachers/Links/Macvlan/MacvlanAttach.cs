using Ramus.Attachers.Calls;
using Ramus.Attachers.Ipam;
using Ramus.Attachers.Pods;
using Ramus.Contract.Cni;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Links.Macvlan;

/// <summary>ADD of the plugin <c>macvlan</c>.</summary>
internal static class MacvlanAttach
{
    /// <summary>Creates the interface; a failure leaves nothing.</summary>
    public static CniResult Run(PluginRequest request, MacvlanConfig config)
    {
        using var pod = PodSpace.For(request);
        using var space = NodeSpace.For(request);
        var node = space.Links;
        using var undo = new UndoSteps();
        var links = config.IsMasterInPod ? pod.Links : node;
        var master = Master.Require(links, config.Master);
        var kind = new MacvlanKind(config.Mode, config.BroadcastQueueLength);
        var link = new NewLink(request.IfName, kind)
        {
            Mtu = Master.RequireMtu(master, config.Mtu),
            HardwareAddress = config.Mac,
            Parent = master.Index,
        };
        var created = MasterLink.Create(links, pod, request, link, undo);
        var result = new CniResult { CniVersion = CniVersions.Newest };
        if (request.IpamType is { } ipam)
        {
            var allocated = IpamCall.Add(request, ipam, undo);
            result = result with
            {
                Ips = [.. allocated.Ips.Select(ip => ip with { Interface = 0 })],
                Routes = allocated.Routes,
            };
            PodInterface.Configure(
                pod,
                created,
                result,
                ($"net/ipv4/conf/{request.IfName}/arp_notify", "1"),
                ($"net/ipv6/conf/{request.IfName}/ndisc_notify", "1"));
        }
        else
        {
            pod.Links.SetUp(created.Index);
        }

        undo.Keep();
        return result with
        {
            Interfaces = [new ResultInterface(request.IfName) { Mac = created.Mac, Sandbox = request.Netns }],
            Dns = request.Dns,
        };
    }
}
