using Ramus.Attachers.Calls;
using Ramus.Attachers.Pods;

namespace Ramus.Attachers.Links.Loopback;

/// <summary>DEL of the plugin <c>loopback</c>: the interface goes down.</summary>
internal static class LoopbackUndo
{
    public static void Run(PluginRequest request)
    {
        using var pod = PodSpace.TryFor(request);
        pod?.Links.SetDown(LoopbackAttach.Require(pod).Index);
    }
}
