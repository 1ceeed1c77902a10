using Ramus.Attachers.Calls;
using Ramus.Attachers.Ipam;
using Ramus.Attachers.Pods;
using Ramus.Cni.RuntimeSide;

namespace Ramus.Attachers.Links;

/// <summary>DEL of a plugin that created the pod's interface.</summary>
internal static class LinkUndo
{
    /// <summary>
    /// Removes the interface before its addresses are free for other pods. An IPAM plugin that is a program frees them
    /// first: a DHCP client, for example, needs the interface.
    /// </summary>
    public static void Run(PluginRequest request)
    {
        if (AtDelete(request) == LinkUse.Needed)
        {
            IpamCall.Delete(request);
            PodSpace.RemoveLink(request);
            return;
        }

        RemoveFirst(request);
    }

    /// <summary>As <see cref="Run"/>, for any IPAM plugin.</summary>
    public static void RemoveFirst(PluginRequest request)
    {
        PodSpace.RemoveLink(request);
        IpamCall.Delete(request);
    }

    /// <summary>How <see cref="Run"/> uses the interface.</summary>
    public static LinkUse AtDelete(PluginRequest request) =>
        IpamCall.NeedsLinkAtDelete(request) ? LinkUse.Needed : LinkUse.Removed;
}
