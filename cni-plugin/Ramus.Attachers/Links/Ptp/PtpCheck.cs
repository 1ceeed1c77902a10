using Ramus.Attachers.Calls;
using Ramus.Attachers.Ipam;
using Ramus.Attachers.Pods;

namespace Ramus.Attachers.Links.Ptp;

/// <summary>CHECK of the plugin <c>ptp</c>.</summary>
internal static class PtpCheck
{
    public static void Run(PluginRequest request)
    {
        using var pod = PodSpace.For(request);
        IpamCall.Check(request);
        var result = request.RequirePreviousResult();
        var link = InterfaceCheck.Require(pod.Links, InterfaceCheck.RequireListed(request, result), "veth");
        InterfaceCheck.RequireAddresses(pod, link, result);
    }
}
