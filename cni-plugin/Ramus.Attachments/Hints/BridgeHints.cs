using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Ramus.Attachers.Ipam.HostLocal;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Linux.Namespaces;
using Ramus.Linux.Netlink;

namespace Ramus.Attachments.Hints;

/// <summary>The hint about a bridge that cannot become the gateway, because it has another address.</summary>
internal static class BridgeHints
{
    private const string What = "plugin configuration";

    /// <summary>The hint for one plugin, whose input is <paramref name="config"/>; null for none.</summary>
    public static string? Find(JsonElement config)
    {
        var isGateway = config.GetFlag("isGateway", What) || config.GetFlag("isDefaultGateway", What);
        if (config.GetText("type", What) != "bridge" || !isGateway || config.GetFlag("forceAddress", What)
            || Gateway(config) is not { } gateway)
        {
            return null;
        }

        var name = config.GetText("bridge", What) is { Length: > 0 } given ? given : "cni0";
        using var node = RouteSocket.Open(NetworkNamespace.Own);

        // The plugin compares the first address only.
        return node.Find(name) is { } link
            && node.Addresses(link.Index, AddressFamily.InterNetwork) is [var first, ..]
            && $"{first.Address}/{first.PrefixLength}" is var has && has != gateway
                ? $"the bridge '{Quote.Short(name)}' has the address {has} on this node, but the network's gateway is "
                    + $"{gateway}: use another bridge, or write the bridge's subnet and gateway into the network"
                : null;
    }

    // The IPv4 gateway of host-local or static, with the prefix length; null for none.
    private static string? Gateway(JsonElement config)
    {
        if (!config.TryGetKey("ipam", out var ipam) || ipam.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        return ipam.GetText("type", "ipam") switch
        {
            "host-local" => OfRanges(ipam),
            "static" => ipam.ItemsOf("addresses").Select(OfAddress).FirstOrDefault(static one => one is not null),
            _ => null,
        };
    }

    private static string? OfRanges(JsonElement ipam)
    {
        try
        {
            return HostLocalConfig.ReadSets(ipam).Where(static set => set.IsV4)
                .Select(static set => $"{set.Ranges[0].Gateway}/{set.Ranges[0].Subnet.Length}").FirstOrDefault();
        }
        catch (CniException)
        {
            // host-local's own message says what is wrong with the ranges.
            return null;
        }
    }

    private static string? OfAddress(JsonElement address) =>
        address.GetText("gateway", "ipam") is { } text && IPAddress.TryParse(text, out var gateway)
        && gateway.AddressFamily == AddressFamily.InterNetwork
        && address.GetText("address", "ipam")?.Split('/') is [_, var length]
            ? $"{gateway}/{length}"
            : null;
}
