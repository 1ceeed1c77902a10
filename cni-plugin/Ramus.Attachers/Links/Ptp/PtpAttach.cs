using Ramus.Attachers.Addresses;
using Ramus.Attachers.Calls;
using Ramus.Attachers.Ipam;
using Ramus.Attachers.Pods;
using Ramus.Contract.Cni;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Links.Ptp;

/// <summary>ADD of the plugin <c>ptp</c>.</summary>
internal static class PtpAttach
{
    private const byte GlobalScope = 0, LinkScope = 253, HostScope = 254, NowhereScope = 255;

    /// <summary>Connects the pod to the node; a failure leaves nothing.</summary>
    public static CniResult Run(PluginRequest request, PtpConfig config)
    {
        using var pod = PodSpace.For(request);
        using var space = NodeSpace.For(request);
        using var undo = new UndoSteps();
        var node = space.Links;
        var allocated = IpamCall.Add(request, config.IpamType, undo);
        var result = allocated with { Ips = [.. allocated.Ips.Select(ip => ip with { Interface = 1 })] };
        foreach (var isV4 in result.Ips.Select(ip => IpPrefix.Parse(ip.Address).IsV4).Distinct())
        {
            Forwarding.Enable(isV4);
        }

        var pair = VethPair.Create(node, pod, request, new VethSettings { Mtu = config.Mtu }, undo);
        PodInterface.Configure(pod, pair.Pod, result);
        var host = node.Find(pair.Host) ?? throw PluginFailure.Of($"interface {pair.Host} of the node was removed");
        var addresses = result.Ips.Select(ip => (IpPrefix.Parse(ip.Address), RequireGateway(ip))).ToList();
        foreach (var (address, gateway) in addresses)
        {
            RouteThroughGateway(pod.Links, pair.Pod.Index, address, gateway);
        }

        foreach (var (address, gateway) in addresses)
        {
            SetHostEnd(node, host.Index, address, gateway);
        }

        undo.Keep();
        return result with
        {
            Interfaces =
            [
                new ResultInterface(pair.Host) { Mac = host.Mac },
                new ResultInterface(request.IfName) { Mac = pair.Pod.Mac, Sandbox = request.Netns },
            ],
            Dns = request.HasDns ? request.Dns : result.Dns,
        };
    }

    // The node is the only machine on the link. With the kernel's route to the subnet, the pod would look for all
    // machines of the subnet there.
    private static void RouteThroughGateway(RouteSocket links, int index, IpPrefix address, Ip gateway)
    {
        var source = address.Address.ToAddress();
        var subnet = new Route(address.Network.ToAddress(), address.Length) { InterfaceIndex = index };
        links.Remove(subnet with { Scope = NowhereScope });
        links.Add(
            new Route(gateway.ToAddress(), gateway.Bits)
            {
                InterfaceIndex = index,
                Scope = LinkScope,
                Source = source,
            },
            isExclusive: true);
        links.Add(
            subnet with { Scope = GlobalScope, Gateway = gateway.ToAddress(), Source = source }, isExclusive: true);
    }

    private static Ip RequireGateway(ResultAddress ip) => ip.Gateway is { } text && Ip.TryParse(text, out var gateway)
        ? gateway
        : throw PluginFailure.Of($"the IPAM plugin gave no gateway for {ip.Address}, which ptp needs");

    private static void SetHostEnd(RouteSocket node, int index, IpPrefix address, Ip gateway)
    {
        node.AddAddress(index, new LinkAddress(gateway.ToAddress(), address.Host.Length));
        try
        {
            node.Add(
                new Route(address.Address.ToAddress(), address.Host.Length)
                {
                    InterfaceIndex = index,
                    Scope = HostScope,
                },
                isExclusive: true);
        }
        catch (NetlinkException failure) when (failure.IsExisting)
        {
            // The route of an earlier pod with the same address no longer leads anywhere; the program accepts it, too.
        }
    }
}
