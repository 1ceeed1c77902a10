using Ramus.Attachers.Calls;
using Ramus.Attachers.Pods;

namespace Ramus.Attachers.Chained.Vrf;

/// <summary>CHECK of the plugin <c>vrf</c>.</summary>
internal static class VrfCheck
{
    public static void Run(PluginRequest request, VrfConfig config)
    {
        _ = request.PreviousResult() ?? throw PluginFailure.Of("missing prevResult from earlier plugin");
        using var pod = PodSpace.For(request);
        var vrf = PodVrf.Find(pod.Links, config.Name)
            ?? throw PluginFailure.Of($"the pod has no VRF {config.Name}");
        if (pod.Links.Find(request.IfName)?.Master != vrf.Index)
        {
            throw PluginFailure.Of($"failed to find {request.IfName} associated to vrf {config.Name}");
        }
    }
}
