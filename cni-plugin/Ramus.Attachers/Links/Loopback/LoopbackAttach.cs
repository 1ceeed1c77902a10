using System.Net;
using System.Net.Sockets;
using Ramus.Attachers.Addresses;
using Ramus.Attachers.Calls;
using Ramus.Attachers.Pods;
using Ramus.Contract.Cni;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Links.Loopback;

/// <summary>ADD of the plugin <c>loopback</c>.</summary>
internal static class LoopbackAttach
{
    /// <summary>Sets the interface up. The kernel gives it its addresses.</summary>
    public static CniResult Run(PluginRequest request)
    {
        var previous = request.PreviousResult();
        using var pod = PodSpace.For(request);
        var link = Require(pod);
        pod.Links.SetUp(link.Index);
        var addresses = pod.Links.Addresses(link.Index);
        if (addresses.FirstOrDefault(address => !IPAddress.IsLoopback(address.Address)) is { } other)
        {
            throw PluginFailure.Of($"loopback interface found with non-loopback address \"{other.Address}\"");
        }

        // The first address of each family.
        var ips = addresses.OrderBy(address => address.Address.AddressFamily != AddressFamily.InterNetwork)
            .DistinctBy(address => address.Address.AddressFamily)
            .Select(address => new IpPrefix(Ip.Of(address.Address), address.PrefixLength));
        return previous ?? new CniResult
        {
            CniVersion = CniVersions.Newest,
            Interfaces =
            [
                new ResultInterface(LoopbackConfig.Interface) { Mac = "00:00:00:00:00:00", Sandbox = request.Netns },
            ],
            Ips = [.. ips.Select(ip => new ResultAddress(ip.ToString()) { Interface = 0 })],
        };
    }

    /// <summary>The interface, which every namespace has.</summary>
    public static Link Require(PodSpace pod) => pod.Links.Find(LoopbackConfig.Interface)
        ?? throw PluginFailure.Of("the pod has no loopback interface");
}
