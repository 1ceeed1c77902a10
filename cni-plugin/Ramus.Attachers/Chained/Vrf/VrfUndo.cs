using Ramus.Attachers.Calls;
using Ramus.Attachers.Pods;

namespace Ramus.Attachers.Chained.Vrf;

/// <summary>
/// DEL of the plugin <c>vrf</c>: takes the interface out of the VRF, and removes a VRF without interfaces. Succeeds
/// when the interface is gone.
/// </summary>
internal static class VrfUndo
{
    public static void Run(PluginRequest request)
    {
        using var pod = PodSpace.TryFor(request);
        if (pod is null || VrfConfig.TryReadName(request) is not { } name
            || PodVrf.Find(pod.Links, name) is not { } vrf)
        {
            return;
        }

        if (pod.Links.Find(request.IfName) is { } link && link.Master == vrf.Index)
        {
            pod.Links.SetMaster(link.Index, 0);
        }

        PodVrf.RemoveUnused(pod.Links, name);
    }
}
