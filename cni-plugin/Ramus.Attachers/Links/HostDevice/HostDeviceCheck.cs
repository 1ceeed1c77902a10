using Ramus.Attachers.Calls;
using Ramus.Attachers.Ipam;
using Ramus.Attachers.Pods;

namespace Ramus.Attachers.Links.HostDevice;

/// <summary>CHECK of the plugin <c>host-device</c>.</summary>
internal static class HostDeviceCheck
{
    public static void Run(PluginRequest request, HostDeviceConfig config)
    {
        using var pod = PodSpace.For(request);
        IpamCall.Check(request);
        var result = request.RequirePreviousResult();
        if (HostDevices.HasUserspaceDriver(config))
        {
            return;
        }

        var link = InterfaceCheck.Require(pod.Links, InterfaceCheck.RequireListed(request, result), kind: null);
        InterfaceCheck.RequireAddresses(pod, link, result);
    }
}
