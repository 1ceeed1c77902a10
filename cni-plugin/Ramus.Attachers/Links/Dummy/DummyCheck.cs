using Ramus.Attachers.Calls;
using Ramus.Attachers.Ipam;
using Ramus.Attachers.Pods;

namespace Ramus.Attachers.Links.Dummy;

/// <summary>CHECK of the plugin <c>dummy</c>.</summary>
internal static class DummyCheck
{
    public static void Run(PluginRequest request)
    {
        using var pod = PodSpace.For(request);
        IpamCall.Check(request);
        var result = request.RequirePreviousResult();
        var link = InterfaceCheck.Require(pod.Links, InterfaceCheck.RequireListed(request, result), "dummy");
        if (!link.IsUp)
        {
            throw PluginFailure.Of($"interface {link.Name} is down");
        }

        // The program compares no routes.
        InterfaceCheck.RequireAddresses(pod, link, result with { Routes = [] });
    }
}
