using Ramus.Attachers.Calls;
using Ramus.Attachers.Pods;

namespace Ramus.Attachers.Links.Loopback;

/// <summary>CHECK of the plugin <c>loopback</c>.</summary>
internal static class LoopbackCheck
{
    public static void Run(PluginRequest request)
    {
        using var pod = PodSpace.For(request);
        if (!LoopbackAttach.Require(pod).IsUp)
        {
            throw PluginFailure.Of("loopback interface is down");
        }
    }
}
