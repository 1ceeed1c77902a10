using Ramus.Attachers.Addresses;
using Ramus.Attachers.Calls;
using Ramus.Attachers.Ipam;
using Ramus.Attachers.Pods;
using Ramus.Contract.Cni;
using Ramus.Linux.Namespaces;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Links.Bridge;

/// <summary>ADD of the plugin <c>bridge</c>.</summary>
internal sealed class BridgeAttach(PluginRequest request, BridgeConfig config)
{
    private const int PodInterfaceIndex = 2;
    private static readonly TimeSpan PortPatience = TimeSpan.FromMilliseconds(2550);

    /// <summary>Connects the pod to the bridge; a failure leaves only the bridge.</summary>
    public CniResult Run()
    {
        var ipam = request.IpamType;
        config.RequireConsistency(ipam is not null);
        using var pod = PodSpace.For(request);
        using var space = NodeSpace.For(request);
        var node = space.Links;
        using var undo = new UndoSteps();
        var bridge = NodeBridge.Ensure(node, config);
        var settings = new VethSettings { Mtu = config.Mtu, PodMac = config.Mac, Master = bridge.Index };
        var pair = VethPair.Create(node, pod, request, settings, undo);
        if (config.IsHairpin || config.IsIsolated)
        {
            node.SetPort(Port(node, pair).Index, config.IsHairpin, config.IsIsolated);
        }

        var result = new CniResult { CniVersion = CniVersions.Newest };
        if (ipam is not null)
        {
            result = WithGateways(IpamCall.Add(request, ipam, undo));
            PodInterface.Configure(pod, pair.Pod, result, Settings());
            SetGateways(node, bridge, result);
        }
        else if (!config.KeepsInterfaceDown)
        {
            pod.Links.SetUp(pair.Pod.Index);
        }

        result = result with { Interfaces = Describe(space.Space, node, bridge, pair) };
        undo.Keep();
        return request.HasDns ? result with { Dns = request.Dns } : result;
    }

    private static Link Port(RouteSocket node, VethPair pair) => node.Find(pair.Host)
        ?? throw PluginFailure.Of($"interface {pair.Host} of the node was removed");

    private (string Name, string Value)[] Settings()
    {
        var v6 = $"net/ipv6/conf/{request.IfName}";
        var announce = ($"net/ipv4/conf/{request.IfName}/arp_notify", "1");
        return config.DetectsDuplicates
            ? [($"{v6}/enhanced_dad", "1"), ($"{v6}/accept_dad", "1"), announce]
            : [($"{v6}/accept_dad", "0"), announce];
    }

    // A gateway that the IPAM plugin did not name is the first address of the subnet.
    private CniResult WithGateways(CniResult allocated)
    {
        var ips = allocated.Ips.Select(ip => ip with
        {
            Interface = PodInterfaceIndex,
            Gateway = ip.Gateway ?? (config.IsGateway ? IpPrefix.Parse(ip.Address).Network.Next.ToString() : null),
        }).ToList();
        var routes = allocated.Routes.ToList();
        if (config.IsDefaultGateway)
        {
            foreach (var ip in ips.DistinctBy(ip => IpPrefix.Parse(ip.Address).IsV4))
            {
                var everywhere = IpPrefix.Parse(ip.Address).IsV4 ? "0.0.0.0/0" : "::/0";
                if (!routes.Exists(route => route.Gw is not null && route.Dst == everywhere))
                {
                    routes.Add(new ResultRoute(everywhere) { Gw = ip.Gateway });
                }
            }
        }

        return allocated with { Ips = ips, Routes = routes };
    }

    private void SetGateways(RouteSocket node, Link bridge, CniResult result)
    {
        if (!config.IsGateway)
        {
            return;
        }

        var addresses = result.Ips.Select(ip => (Subnet: IpPrefix.Parse(ip.Address), Gateway: ip.Gateway!));
        foreach (var family in addresses.GroupBy(address => address.Subnet.IsV4).OrderByDescending(group => group.Key))
        {
            foreach (var (subnet, gateway) in family)
            {
                var address = Ip.TryParse(gateway, out var ip) ? subnet with { Address = ip } : subnet;
                NodeBridge.EnsureAddress(node, bridge, address, config.ForcesAddress);
            }

            Forwarding.Enable(family.Key);
        }
    }

    // Read again at the end: the hardware addresses of the bridge and of its port may have changed.
    private IReadOnlyList<ResultInterface> Describe(
        OpenedNamespace space, RouteSocket node, Link bridge, VethPair pair)
    {
        Link? port = null;
        if (config.KeepsInterfaceDown)
        {
            port = Port(node, pair);
        }
        else if (!ChangeWatch.Await(space, PortPatience, () => (port = Port(node, pair)).IsOperational))
        {
            throw PluginFailure.Of($"bridge port in error state: {port!.OperationalState}");
        }

        return
        [
            new ResultInterface(bridge.Name) { Mac = (node.Find(bridge.Index) ?? bridge).Mac },
            new ResultInterface(pair.Host) { Mac = port!.Mac },
            new ResultInterface(request.IfName) { Mac = pair.Pod.Mac, Sandbox = request.Netns },
        ];
    }
}
