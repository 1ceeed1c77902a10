using Ramus.Attachers.Calls;
using Ramus.Attachers.Ipam;
using Ramus.Attachers.Pods;

namespace Ramus.Attachers.Links.Sriov;

/// <summary>CHECK of the plugin <c>sriov</c>.</summary>
internal static class SriovCheck
{
    public static void Run(PluginRequest request)
    {
        using var pod = PodSpace.For(request);
        IpamCall.Check(request);
        var result = request.RequirePreviousResult();
        if (SriovStore.TryRead(request) is not { } saved)
        {
            throw PluginFailure.Of($"no virtual function is attached as {request.IfName}");
        }

        if (saved.HostName is not null)
        {
            var link = InterfaceCheck.Require(pod.Links, InterfaceCheck.RequireListed(request, result), kind: null);
            InterfaceCheck.RequireAddresses(pod, link, result);
        }
    }
}
