using Ramus.Attachers.Calls;
using Ramus.Attachers.Names;
using Ramus.Attachers.Pods;
using Ramus.Contract.Cni;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Chained.Bandwidth;

/// <summary>What the plugin uses on the node: the other end of the pod's interface, and an own interface.</summary>
internal static class HostEnd
{
    private const int LongestName = 15;

    /// <summary>The node's end of the pod's interface.</summary>
    /// <exception cref="CniException">The pod's interface is no pair, or the node has not its other end.</exception>
    public static Link Require(PluginRequest request, RouteSocket node, PodSpace pod, CniResult result)
    {
        if (result.Interfaces.Count == 0)
        {
            throw PluginFailure.Of("no interfaces provided");
        }

        var inner = pod.Links.Find(request.IfName);
        if (inner is not { Kind: "veth", Parent: > 0 })
        {
            var found = inner is null ? "missing" : $"of kind {inner.Kind ?? "device"}";
            throw PluginFailure.Of(
                $"container interface {request.IfName} has no veth peer: bandwidth can limit only interfaces of "
                + $"bridge, ptp and other plugins that make a pair, and this one is {found}");
        }

        // The index is unique in a namespace only: the other end may be in a third one.
        var host = node.Find(inner.Parent)
            ?? throw PluginFailure.Of($"veth peer with index {inner.Parent} is not in host ns");
        return result.Interfaces.Any(link => string.IsNullOrEmpty(link.Sandbox) && link.Name == host.Name)
            ? host
            : throw PluginFailure.Of("no veth peer of container interface found in host ns");
    }

    /// <summary>The name of the interface through which the pod's packets are sent.</summary>
    public static string IfbName(PluginRequest request) =>
        HashedName.Of("bwp", request.Network + request.ContainerId, LongestName);
}
