using Ramus.Attachers.Calls;
using Ramus.Attachers.Pods;
using Ramus.Contract.Cni;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Chained.Bandwidth;

/// <summary>ADD of the plugin <c>bandwidth</c>.</summary>
internal static class BandwidthAttach
{
    /// <summary>Limits the preceding plugins' interface; a failure leaves nothing.</summary>
    public static CniResult Run(PluginRequest request, BandwidthConfig config)
    {
        var result = request.PreviousResult() ?? throw PluginFailure.Of("must be called as chained plugin");
        if (config is { Ingress: null, Egress: null })
        {
            return result;
        }

        using var pod = PodSpace.For(request);
        using var space = NodeSpace.For(request);
        using var undo = new UndoSteps();
        var node = space.Links;
        var host = HostEnd.Require(request, node, pod, result);
        if (config.Ingress is { } ingress)
        {
            node.AddQdisc(host.Index, ingress);
            undo.Push(() => node.RemoveQdisc(host.Index));
        }

        if (config.Egress is { } egress)
        {
            var ifb = LimitReceived(node, host, HostEnd.IfbName(request), egress, undo);
            result = result with { Interfaces = [.. result.Interfaces, new(ifb.Name) { Mac = ifb.Mac }] };
        }

        undo.Keep();
        return result;
    }

    // The kernel limits what an interface sends. What the node's end receives is therefore sent through another
    // interface.
    private static Link LimitReceived(RouteSocket node, Link host, string name, TokenBucket limit, UndoSteps undo)
    {
        // The length of the program's. The kernel's own makes no difference: the bucket has a limit in bytes.
        node.Create(new NewLink(name, new IfbKind()) { Mtu = host.Mtu, TransmitQueueLength = 0, IsUp = true });
        undo.Push(() => BandwidthUndo.Remove(node, name));
        var ifb = node.Find(name) ?? throw PluginFailure.Of($"interface {name} of the node was removed");
        node.Redirect(host.Index, ifb.Index);
        undo.Push(() => node.RemoveRedirect(host.Index));
        node.AddQdisc(ifb.Index, limit);
        return ifb;
    }
}
