using System.Net;
using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.Selection;

namespace Ramus.Contract.Status;

/// <summary>Derives status entries from the result of an attachment.</summary>
internal static class StatusEntries
{
    public static List<NetworkStatus> From(
        string name, string requested, CniResult result, bool isDefault, JsonElement? deviceInfo)
    {
        var common = new NetworkStatus
        {
            Name = name,
            Dns = result.Dns,
            DeviceInfo = deviceInfo,
            Gateways = Gateways(result),
        };
        List<NetworkStatus> entries = result.Interfaces.Count == 1
            ? [Single(common, result, isDefault)]
            : Several(common, result, isDefault);
        return entries.Count > 0 ? entries : [WithoutInterface(common, requested, result, isDefault)];
    }

    // Results before 0.3.0 list no interfaces, and a plugin for a userspace driver creates none.
    private static NetworkStatus WithoutInterface(
        NetworkStatus common, string requested, CniResult result, bool isDefault) => common with
        {
            Interface = requested,
            Ips = [.. result.Ips.Where(static ip => ip.Interface is null or < 0).Select(static ip => ip.Ip)],
            Default = isDefault,
        };

    private static NetworkStatus Single(NetworkStatus common, CniResult result, bool isDefault)
    {
        var ips = new List<string>(result.Ips.Count);
        foreach (var ip in result.Ips)
        {
            ips.Add(ip.Ip);
        }

        return WithInterface(common, result.Interfaces[0]) with { Ips = ips, Default = isDefault };
    }

    private static List<NetworkStatus> Several(NetworkStatus common, CniResult result, bool isDefault)
    {
        var indices = new List<int>();
        for (var i = 0; i < result.Interfaces.Count; i++)
        {
            if (result.Interfaces[i].Sandbox is not null)
            {
                indices.Add(i);
            }
        }

        var entries = new List<NetworkStatus>(indices.Count);
        var defaultIndex = isDefault && indices.Count > 0 ? DefaultInterface(result.Ips, indices[0]) : -1;
        foreach (var index in indices)
        {
            entries.Add(WithInterface(common, result.Interfaces[index]) with
            {
                Ips = Addresses(result.Ips, index, isLast: index == indices[^1]),
                Default = index == defaultIndex,
            });
        }

        return entries;
    }

    /// <summary>The interface of the first address with a gateway, otherwise the first interface in the pod.</summary>
    private static int DefaultInterface(IReadOnlyList<ResultAddress> ips, int first)
    {
        foreach (var ip in ips)
        {
            if (ip is { Gateway: not null, Interface: >= 0 and var index })
            {
                return index;
            }
        }

        return first;
    }

    /// <summary>Addresses of an interface; the last interface also gets the addresses without an interface.</summary>
    private static List<string> Addresses(IReadOnlyList<ResultAddress> ips, int index, bool isLast)
    {
        var own = new List<string>();
        foreach (var ip in ips)
        {
            if (ip.Interface is >= 0 and var target ? target == index : isLast)
            {
                own.Add(ip.Ip);
            }
        }

        return own;
    }

    private static NetworkStatus WithInterface(NetworkStatus common, ResultInterface link) => link.Sandbox is null
        ? common
        : common with { Interface = link.Name, Mac = HardwareAddress.Canonical(link.Mac), Mtu = link.Mtu };

    private static List<string> Gateways(CniResult result)
    {
        var gateways = new List<string>();
        foreach (var route in result.Routes.Where(static route => route.IsDefault))
        {
            if (route.Gw is { } given)
            {
                // The kernel reads 0.0.0.0 and :: as no gateway: the destination is on the link.
                if (!IsUnspecified(given))
                {
                    gateways.Add(given);
                }
            }
            else if (GatewayOf(result.Ips, route.IsV4) is { } derived && !gateways.Contains(derived))
            {
                gateways.Add(derived);
            }
        }

        return gateways;
    }

    private static string? GatewayOf(IReadOnlyList<ResultAddress> ips, bool isV4) =>
        ips.Where(ip => ip.IsV4 == isV4).Select(static ip => ip.Gateway)
            .FirstOrDefault(static gateway => gateway is not null && !IsUnspecified(gateway));

    private static bool IsUnspecified(string gateway) =>
        IPAddress.TryParse(gateway, out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any));
}
