using Ramus.Attachers.Calls;
using Ramus.Attachers.Ipam;
using Ramus.Attachers.Pods;
using Ramus.Contract.Cni;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Links;

/// <summary>The addresses of an interface that is the only one of its plugin's result.</summary>
internal static class PodAddresses
{
    /// <summary>Allocates addresses, and gives them to the interface; <paramref name="undo"/> frees them.</summary>
    /// <param name="pod">The pod's namespace.</param>
    /// <param name="link">The interface, which is down.</param>
    /// <param name="request">The command.</param>
    /// <param name="ipam">The type of the IPAM plugin.</param>
    /// <param name="undo">The steps that undo ADD.</param>
    /// <param name="settings">Kernel settings to be changed before the interface is up, best effort.</param>
    /// <returns>The result of ADD.</returns>
    public static CniResult Add(
        PodSpace pod,
        Link link,
        PluginRequest request,
        string ipam,
        UndoSteps undo,
        params IReadOnlyList<(string Name, string Value)> settings) =>
        Configure(pod, link, request, IpamCall.Add(request, ipam, undo), settings);

    /// <summary>Gives addresses to the interface.</summary>
    /// <param name="pod">The pod's namespace.</param>
    /// <param name="link">The interface, which is down.</param>
    /// <param name="request">The command.</param>
    /// <param name="addresses">A result with the addresses and routes.</param>
    /// <param name="settings">Kernel settings to be changed before the interface is up, best effort.</param>
    /// <returns>The result of ADD.</returns>
    public static CniResult Configure(
        PodSpace pod,
        Link link,
        PluginRequest request,
        CniResult addresses,
        params IReadOnlyList<(string Name, string Value)> settings)
    {
        var result = addresses with
        {
            Interfaces = [new ResultInterface(link.Name) { Mac = link.Mac, Sandbox = request.Netns }],
            Ips = [.. addresses.Ips.Select(ip => ip with { Interface = 0 })],
        };
        PodInterface.Configure(pod, link, result, settings);
        return result;
    }
}
