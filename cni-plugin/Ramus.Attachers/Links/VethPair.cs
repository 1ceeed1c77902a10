using Ramus.Attachers.Calls;
using Ramus.Attachers.Pods;
using Ramus.Contract.Cni;
using Ramus.Linux.Namespaces;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Links;

/// <summary>
/// A pair of interfaces. The node's end is up; the pod's end is created directly in the pod's namespace, and is down.
/// </summary>
/// <param name="Host">The name of the node's end.</param>
/// <param name="Pod">The pod's end.</param>
internal sealed record VethPair(string Host, Link Pod)
{
    private const int Attempts = 10;

    /// <summary>Creates the pair; <paramref name="undo"/> removes it.</summary>
    /// <param name="node">The interfaces of the node.</param>
    /// <param name="pod">The pod's namespace.</param>
    /// <param name="request">The name of the pod's end.</param>
    /// <param name="like">The settings of both ends: MTU, the pod's hardware address, the node's bridge.</param>
    /// <param name="undo">The steps that undo ADD.</param>
    /// <exception cref="CniException">The pod has such an interface already.</exception>
    /// <exception cref="IOException">The kernel refuses.</exception>
    public static VethPair Create(
        RouteSocket node, PodSpace pod, PluginRequest request, VethSettings like, UndoSteps undo)
    {
        for (var attempt = 1; ; attempt++)
        {
            var name = LinkValues.RandomName();
            try
            {
                var kind = new VethKind(request.IfName, pod.Space)
                {
                    PeerMtu = like.Mtu,
                    PeerHardwareAddress = like.PodMac,
                };
                node.Create(new NewLink(name, kind) { Mtu = like.Mtu, Master = like.Master, IsUp = true });
            }
            catch (NetlinkException failure) when (failure.IsExisting)
            {
                if (pod.Links.IndexOf(request.IfName) is not null || attempt == Attempts)
                {
                    throw PluginFailure.Of($"container veth name ({request.IfName}) already exists", failure);
                }

                continue;
            }

            undo.Push(() => pod.Remove(request.IfName));

            // The plugin alone decides the routes of this interface.
            Sysctl.TryWrite($"net/ipv6/conf/{name}/accept_ra", "0");
            return new VethPair(name, pod.Links.Find(request.IfName)
                ?? throw PluginFailure.Of($"failed to find the new interface {request.IfName}"));
        }
    }
}
