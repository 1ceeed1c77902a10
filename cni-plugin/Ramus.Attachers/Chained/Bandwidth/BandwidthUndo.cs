using Ramus.Attachers.Calls;
using Ramus.Attachers.Pods;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Chained.Bandwidth;

/// <summary>
/// DEL of the plugin <c>bandwidth</c>: removes the interface on the node. The queues go with the interfaces. Nothing of
/// the configuration is read, so that DEL succeeds with limits that ADD refused.
/// </summary>
internal static class BandwidthUndo
{
    public static void Run(PluginRequest request)
    {
        using var space = NodeSpace.For(request);
        Remove(space.Links, HostEnd.IfbName(request));
    }

    /// <summary>Removes the interface; success when it is gone.</summary>
    public static void Remove(RouteSocket node, string name)
    {
        if (node.IndexOf(name) is { } index)
        {
            node.RemoveLink(index);
        }
    }
}
