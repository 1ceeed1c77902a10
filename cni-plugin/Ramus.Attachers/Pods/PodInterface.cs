using System.Net;
using System.Net.Sockets;
using Ramus.Attachers.Addresses;
using Ramus.Attachers.Calls;
using Ramus.Contract.Cni;
using Ramus.Linux.Namespaces;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Pods;

/// <summary>Gives an interface of a pod its addresses and routes, and sets it up.</summary>
internal static class PodInterface
{
    private static readonly TimeSpan DetectionPatience = TimeSpan.FromSeconds(5);

    /// <summary>Applies a result to the interface.</summary>
    /// <param name="pod">The pod's namespace.</param>
    /// <param name="link">The interface, which is down.</param>
    /// <param name="result">All its addresses and routes are those of this interface.</param>
    /// <param name="settings">Kernel settings to be changed before the interface is up, best effort.</param>
    /// <exception cref="CniException">Another machine has an address.</exception>
    /// <exception cref="IOException">The kernel refuses an address or a route.</exception>
    public static void Configure(
        PodSpace pod, Link link, CniResult result, params IReadOnlyList<(string Name, string Value)> settings)
    {
        var addresses = result.Ips.Select(ip => IpPrefix.Parse(ip.Address)).ToList();
        pod.Space.Run(() =>
        {
            foreach (var (name, value) in settings)
            {
                Sysctl.TryWrite(name, value);
            }

            if (addresses.Exists(address => !address.IsV4))
            {
                EnableV6(link.Name);
            }
        });
        var gateways = result.Ips.Select(ip => ip.Gateway).OfType<string>().ToList();
        pod.Links.SetUp(
            link.Index,
            [.. addresses.Select(address => new LinkAddress(address.Address.ToAddress(), address.Length))],
            [.. result.Routes.Select(route => RouteOf(link, route, gateways))]);
        if (!gateways.Exists(gateway => gateway.Contains(':')))
        {
            return;
        }

        if (pod.Unsettled is { } later)
        {
            later.Add(link);
            return;
        }

        AwaitDetection(pod, link);
    }

    /// <summary>
    /// Waits for the detection of duplicate addresses if <see cref="Configure"/> postponed the wait.
    /// </summary>
    /// <exception cref="CniException">Another machine has an address of the interface.</exception>
    public static void Settle(PodSpace pod, string ifName)
    {
        foreach (var link in pod.Unsettled?.Where(link => link.Name == ifName).ToList() ?? [])
        {
            AwaitDetection(pod, link);
            pod.Unsettled!.Remove(link);
        }
    }

    /// <summary>
    /// Awaits the detection of duplicate addresses, which begins again when an interface is set down and up.
    /// </summary>
    /// <param name="pod">The pod's namespace.</param>
    /// <param name="link">The interface.</param>
    /// <param name="mayPostpone">The wait may be that of <see cref="Settle"/>.</param>
    /// <exception cref="CniException">Another machine has an address of the interface.</exception>
    public static void DetectAgain(PodSpace pod, Link link, bool mayPostpone)
    {
        if (!mayPostpone || pod.Unsettled is not { } later)
        {
            AwaitDetection(pod, link);
        }
        else if (!later.Any(other => other.Index == link.Index))
        {
            later.Add(link);
        }
    }

    // Without keep_addr_on_down the kernel removes IPv6 addresses when the interface goes down.
    private static void EnableV6(string ifName)
    {
        foreach (var name in (ReadOnlySpan<string>)["lo", ifName])
        {
            if (Sysctl.Read($"net/ipv6/conf/{name}/disable_ipv6") is not (null or "0"))
            {
                Sysctl.Write($"net/ipv6/conf/{name}/disable_ipv6", "0");
            }
        }

        if (!Sysctl.Write($"net/ipv6/conf/{ifName}/keep_addr_on_down", "1"))
        {
            throw PluginFailure.Of($"the kernel has no IPv6 for interface {ifName}");
        }
    }

    // A pod cannot use an address before the detection ends. Like the programs, Configure waits only when there is an
    // IPv6 gateway.
    private static void AwaitDetection(PodSpace pod, Link link)
    {
        var isSettled = ChangeWatch.Await(pod.Space, DetectionPatience, () =>
        {
            var addresses = pod.Links.Addresses(link.Index, AddressFamily.InterNetworkV6);
            return addresses.FirstOrDefault(address => address.IsDuplicate) is { } duplicate
                ? throw PluginFailure.Of(
                    $"interface {link.Name}: another machine has the address {duplicate.Address} (DADFAILED)")
                : !addresses.Any(address => address.IsTentative);
        });
        if (!isSettled && pod.Links.Find(link.Index) is { IsOperational: true })
        {
            throw PluginFailure.Of($"interface {link.Name}: the detection of duplicate addresses did not end within "
                + $"{DetectionPatience.TotalSeconds} s");
        }
    }

    private static Route RouteOf(Link link, ResultRoute route, List<string> gateways)
    {
        var destination = IpPrefix.Parse(route.Dst);
        var gateway = route.Gw ?? gateways.Find(gateway => gateway.Contains(':') != destination.IsV4);
        return new Route(destination.Address.ToAddress(), destination.Length)
        {
            InterfaceIndex = link.Index,
            Gateway = gateway is null ? null : IPAddress.Parse(gateway),
            Priority = route.Priority is > 0 and <= uint.MaxValue and var priority ? (uint)priority : null,
            Table = route.Table is > 0 and <= uint.MaxValue and var table ? (uint)table : Route.MainTable,
            Scope = unchecked((byte)(route.Scope ?? 0)),
        };
    }
}
