using Ramus.Attachers.Calls;
using Ramus.Attachers.Ipam;
using Ramus.Attachers.Pods;
using Ramus.Contract.Cni;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Links.Bridge;

/// <summary>CHECK of the plugin <c>bridge</c>.</summary>
internal static class BridgeCheck
{
    public static void Run(PluginRequest request, BridgeConfig config)
    {
        using var pod = PodSpace.For(request);
        using var space = NodeSpace.For(request);
        var node = space.Links;
        IpamCall.Check(request);
        var result = request.RequirePreviousResult();
        var bridge = CheckBridge(node, config, result);
        var listed = InterfaceCheck.RequireListed(request, result);
        var link = InterfaceCheck.Require(pod.Links, listed, "veth");
        if (!result.Interfaces.Any(port => IsPort(node, port, link, bridge)))
        {
            throw PluginFailure.Of($"CNI veth created for bridge {config.Bridge} was not found");
        }

        InterfaceCheck.RequireAddresses(pod, link, result);
    }

    private static Link CheckBridge(RouteSocket node, BridgeConfig config, CniResult result)
    {
        var listed = result.Interfaces.LastOrDefault(link => link.Name == config.Bridge && link.Sandbox is null)
            ?? throw PluginFailure.Of($"prevResult lists no bridge {config.Bridge}");
        var bridge = InterfaceCheck.Require(node, listed, "bridge");
        return bridge.Promiscuity != 0 == config.IsPromiscuous
            ? bridge
            : throw PluginFailure.Of($"Bridge interface {config.Bridge} configured Promisc Mode "
                + $"{config.IsPromiscuous} doesn't match current state");
    }

    // The indexes of both ends name each other. Other interfaces of the list are not ours.
    private static bool IsPort(RouteSocket node, ResultInterface listed, Link link, Link bridge)
    {
        if (listed.Sandbox is not null || node.Find(listed.Name) is not { Kind: "veth" } port
            || port.Index != link.Parent || port.Parent != link.Index || port.Master != bridge.Index)
        {
            return false;
        }

        return listed.Mac is null || listed.Mac == port.Mac
            ? true
            : throw PluginFailure.Of(
                $"interface {listed.Name} has the MAC address {port.Mac}, but {listed.Mac} in prevResult");
    }
}
