using System.Globalization;
using System.Net;
using Ramus.Contract.Cni;

namespace Ramus.Attachments.Attach;

/// <summary>What the user can do when the kernel refuses the default route that an annotation requests.</summary>
internal static class DefaultRouteHint
{
    /// <summary>The hint; null when no cause is known.</summary>
    /// <param name="change">The change that failed.</param>
    /// <param name="network">The network of the attachment that requests the route.</param>
    /// <param name="result">Its result.</param>
    public static string? Find(DefaultRouteChange change, NetworkConfig network, CniResult result)
    {
        if (change.Gateways.Count == 0)
        {
            return null;
        }

        if (network.Plugins.Any(static plugin => plugin.Type == "sbr"))
        {
            return "the plugin sbr moved the interface's routes to a table of its own, so the pod's main table reaches "
                + "no gateway through it: remove 'default-route' from the annotation, or sbr from the network";
        }

        var subnets = result.Ips.Select(static ip => SubnetOf(ip.Address)).OfType<IPNetwork>().ToList();
        var shown = subnets.Count == 0 ? "no address" : string.Join(", ", subnets);
        return change.Gateways.FirstOrDefault(gateway => !IsReached(gateway, subnets)) is { } strange
            ? $"gateway {strange} is in no subnet of the interface, which has {shown}: request a gateway in a subnet "
                + "of the interface"
            : null;
    }

    // The kernel reaches link-local addresses through every interface.
    private static bool IsReached(IPAddress gateway, List<IPNetwork> subnets) =>
        gateway.IsIPv6LinkLocal || subnets.Exists(subnet => subnet.Contains(gateway));

    private static IPNetwork? SubnetOf(string prefix)
    {
        var slash = prefix.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(prefix.AsSpan(0, slash), out var address)
            || !int.TryParse(prefix.AsSpan(slash + 1), CultureInfo.InvariantCulture, out var length))
        {
            return null;
        }

        var bytes = address.GetAddressBytes();
        for (var bit = length; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return new IPNetwork(new IPAddress(bytes), length);
    }
}
