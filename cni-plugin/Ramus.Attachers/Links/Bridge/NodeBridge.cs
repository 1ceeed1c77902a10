using Ramus.Attachers.Addresses;
using Ramus.Attachers.Calls;
using Ramus.Contract.Cni;
using Ramus.Linux.Namespaces;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Links.Bridge;

/// <summary>The bridge on the node, which stays when the last pod is gone.</summary>
internal static class NodeBridge
{
    private const string Kind = "bridge";

    /// <summary>Creates the bridge when it is missing, and sets it up.</summary>
    /// <returns>The bridge before the pod joins it.</returns>
    /// <exception cref="CniException">An interface of this name is no bridge.</exception>
    /// <exception cref="IOException">The kernel refuses.</exception>
    public static Link Ensure(RouteSocket node, BridgeConfig config)
    {
        var bridge = node.Find(config.Bridge) ?? Create(node, config);
        if (bridge.Kind != Kind)
        {
            throw PluginFailure.Of($"failed to create bridge \"{config.Bridge}\": "
                + $"\"{config.Bridge}\" already exists but is not a bridge");
        }

        if (config.IsPromiscuous && !bridge.IsPromiscuous)
        {
            node.SetPromiscuous(bridge.Index, true);
        }

        // The plugin alone decides the routes of this interface.
        Sysctl.TryWrite($"net/ipv6/conf/{config.Bridge}/accept_ra", "0");
        if (!bridge.IsUp)
        {
            node.SetUp(bridge.Index);
        }

        return bridge;
    }

    /// <summary>Gives the bridge a gateway's address.</summary>
    /// <exception cref="CniException">The bridge has another address, which may not be removed.</exception>
    /// <exception cref="IOException">The kernel refuses.</exception>
    public static void EnsureAddress(RouteSocket node, Link bridge, IpPrefix gateway, bool mayRemove)
    {
        var family = gateway.Address.ToAddress().AddressFamily;
        foreach (var address in node.Addresses(bridge.Index, family))
        {
            var present = new IpPrefix(Ip.Of(address.Address), address.PrefixLength);
            if (present == gateway)
            {
                return;
            }

            // IPv6 subnets that do not overlap may coexist on a bridge.
            if (!gateway.IsV4 && !present.Contains(gateway.Address) && !gateway.Contains(present.Address))
            {
                continue;
            }

            if (!mayRemove)
            {
                throw PluginFailure.Of($"failed to set bridge addr: \"{bridge.Name}\" already has an IP address "
                    + $"different from {gateway}");
            }

            node.RemoveAddress(bridge.Index, address);
        }

        try
        {
            node.AddAddress(bridge.Index, new LinkAddress(gateway.Address.ToAddress(), gateway.Length));
        }
        catch (NetlinkException failure) when (failure.IsExisting)
        {
            // Another pod's ADD was faster.
        }

        // A bridge takes the lowest hardware address of its ports, which would change as pods come and go.
        node.SetHardwareAddress(bridge.Index, bridge.Address);
    }

    private static Link Create(RouteSocket node, BridgeConfig config)
    {
        try
        {
            node.Create(new NewLink(config.Bridge, new BridgeKind()) { Mtu = config.Mtu });
        }
        catch (NetlinkException failure) when (failure.IsExisting)
        {
            // Another pod's ADD was faster.
        }

        return node.Find(config.Bridge)
            ?? throw PluginFailure.Of($"failed to create bridge \"{config.Bridge}\": it was removed at once");
    }
}
