using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Attachers.Ipam;

/// <summary>The parts of a configuration that every IPAM plugin reads.</summary>
internal static class IpamConfig
{
    /// <summary>Names the object in messages.</summary>
    public const string What = "ipam of plugin configuration";

    private static readonly string[] RouteKeys = ["dst", "gw", "mtu", "advmss", "priority", "table", "scope"];

    /// <summary>The <c>ipam</c> object.</summary>
    /// <exception cref="CniException">There is none.</exception>
    public static JsonElement Require(PluginRequest request) =>
        request.Config.TryGetObject("ipam", PluginRequest.What, out var ipam)
            ? ipam
            : throw PluginFailure.Of("IPAM config missing 'ipam' key");

    /// <summary>A key of <c>ipam</c> or of its routes that the plugin does not know; null for none.</summary>
    public static string? FindUnknown(JsonElement config, ReadOnlySpan<string> own)
    {
        if (!config.TryGetKey("ipam", out var ipam))
        {
            return null;
        }

        if (KnownKeys.FindUnknownIn(ipam, "ipam", own) is { } unknown)
        {
            return unknown;
        }

        foreach (var route in ipam.ItemsOf("routes"))
        {
            if (KnownKeys.FindUnknownIn(route, "ipam.routes", RouteKeys) is { } inRoute)
            {
                return inRoute;
            }
        }

        return null;
    }

    /// <summary>Before CNI 0.3.0 a result has at most one address per family.</summary>
    /// <exception cref="CniException">There are more.</exception>
    public static void RequireCount(PluginRequest request, IEnumerable<bool> areV4)
    {
        var counts = areV4.GroupBy(isV4 => isV4).Select(family => family.Count());
        if (counts.Any(count => count > 1) && !CniVersions.AtLeast(request.CniVersion, "0.3.0"))
        {
            throw PluginFailure.Of(
                $"CNI version {request.CniVersion} does not support more than 1 address per family");
        }
    }
}
