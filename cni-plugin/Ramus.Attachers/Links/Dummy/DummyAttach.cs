using Ramus.Attachers.Calls;
using Ramus.Attachers.Pods;
using Ramus.Contract.Cni;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Links.Dummy;

/// <summary>ADD of the plugin <c>dummy</c>.</summary>
internal static class DummyAttach
{
    /// <summary>Creates the interface; a failure leaves nothing.</summary>
    public static CniResult Run(PluginRequest request, DummyConfig config)
    {
        using var pod = PodSpace.For(request);
        using var undo = new UndoSteps();
        var link = new NewLink(request.IfName, new DummyKind());
        var created = MasterLink.Create(pod.Links, pod, request, link, undo);
        var result = PodAddresses.Add(pod, created, request, config.IpamType, undo);
        undo.Keep();
        return result;
    }
}
