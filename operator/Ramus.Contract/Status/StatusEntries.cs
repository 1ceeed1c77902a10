using System.Text.Json;
using Ramus.Contract.Cni;

namespace Ramus.Contract.Status;

/// <summary>Derives status entries from the result of an attachment.</summary>
internal static class StatusEntries
{
    public static List<NetworkStatus> From(string name, CniResult result, bool isDefault, JsonElement? deviceInfo)
    {
        var common = new NetworkStatus
        {
            Name = name,
            Dns = result.Dns,
            DeviceInfo = deviceInfo,
            Gateways = Gateways(result.Routes),
        };
        return result.Interfaces.Count switch
        {
            0 => [],
            1 => [Single(common, result, isDefault)],
            _ => Several(common, result, isDefault),
        };
    }

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

    /// <summary>The interface of the first address with a gateway, else the first one in the pod.</summary>
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

    /// <summary>Addresses of an interface; those of no interface go to the last one.</summary>
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

    private static NetworkStatus WithInterface(NetworkStatus common, ResultInterface link) =>
        link.Sandbox is null ? common : common with { Interface = link.Name, Mac = link.Mac, Mtu = link.Mtu };

    private static List<string> Gateways(IReadOnlyList<ResultRoute> routes)
    {
        var gateways = new List<string>();
        foreach (var route in routes)
        {
            if (route is { IsDefault: true, Gw: { } gateway })
            {
                gateways.Add(gateway);
            }
        }

        return gateways;
    }
}
