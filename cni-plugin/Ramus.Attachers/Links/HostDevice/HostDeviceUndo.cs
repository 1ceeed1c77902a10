using Ramus.Attachers.Calls;
using Ramus.Attachers.Ipam;
using Ramus.Attachers.Pods;
using Ramus.Contract.Cni;

namespace Ramus.Attachers.Links.HostDevice;

/// <summary>DEL of the plugin <c>host-device</c>: the device returns to the node with its name there.</summary>
internal static class HostDeviceUndo
{
    public static void Run(PluginRequest request)
    {
        IpamCall.Delete(request);
        using var pod = PodSpace.TryFor(request);
        if (pod?.Links.Find(request.IfName) is not { } link)
        {
            // A device that was in a namespace returns to the node when the namespace ends.
            return;
        }

        if (link.Alias.Length == 0)
        {
            throw PluginFailure.Of(
                $"failed to find original ifname for \"{request.IfName}\" (alias is not set)");
        }

        using var node = NodeSpace.For(request);
        GiveBack(pod, node, request.IfName, link.Alias);
    }

    /// <summary>Moves an interface of the pod to the node; success when the pod has none of this name.</summary>
    /// <exception cref="CniException">The name is in use on the node.</exception>
    /// <exception cref="IOException">The kernel refuses.</exception>
    public static void GiveBack(PodSpace pod, NodeSpace node, string ifName, string name)
    {
        if (pod.Links.Find(ifName) is not { } link)
        {
            return;
        }

        // The kernel would leave the device on the node with its name in the pod.
        if (node.Links.IndexOf(name) is not null)
        {
            throw PluginFailure.Of($"failed to move \"{name}\" to hostNS: the node has an interface of this name");
        }

        pod.Links.Move(link, node.Space, name, alias: "", isUp: false);
    }
}
