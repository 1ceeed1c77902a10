using Ramus.Contract.Cni;
using Ramus.Validation.Addresses;
using Ramus.Validation.Json;
using Ramus.Validation.Views;

namespace Ramus.Validation.Ipam;

/// <summary>
/// The networks of the addresses that an IPAM plugin gives to an interface. Only host-local, static and whereabouts are
/// known; entries that cannot be read, which other rules report, are left out.
/// </summary>
internal static class IpamAddresses
{
    /// <summary>One entry per range or address of the plugin's <c>ipam</c>.</summary>
    public static IEnumerable<AddressSource> Of(PluginView plugin)
    {
        if (plugin.Ipam is not { } ipam)
        {
            return [];
        }

        var entries = plugin.IpamType switch
        {
            // host-local's gateway is the first address of the subnet, if the range has none.
            "host-local" => Ranges(ipam).Select(static range => Read(range, "subnet", range, hasGateway: true)),
            "static" => Arguments(plugin.Json) is [_, ..] arguments
                ? arguments.Select(argument => Read(argument, argument, argument.Path, ipam.PathOf("addresses"), false))
                : Addresses(ipam),
            "whereabouts" => ipam.Items("ipRanges").Prepend(ipam)
                .Select(range => Read(range, "range", ipam, ipam.HasText("gateway")))
                .Concat(Addresses(ipam)),
            _ => [],
        };
        return entries.OfType<AddressSource>();
    }

    /// <summary>The IP families for which <c>ipam</c> has a default route with a gateway; true is IPv4.</summary>
    public static IReadOnlySet<bool> DefaultRoutes(PluginView plugin) =>
        (plugin.Ipam?.Items("routes") ?? [])
            .Where(route => route.HasText("gw") && route.TryText("dst", out var dst)
                && ResultRoute.IsDefaultDestination(dst))
            .Select(route => route.TryText("gw", out var gateway) && IpNumber.TryParse(gateway, out var address)
                && address.IsV4)
            .ToHashSet();

    private static IEnumerable<JsonView> Ranges(JsonView ipam) =>
        ipam.Items("ranges").SelectMany(static set => set.Items()).Prepend(ipam);

    private static IEnumerable<AddressSource?> Addresses(JsonView ipam) => ipam.Items("addresses")
        .Select(static address => Read(address, "address", address, address.HasText("gateway")));

    // For static they replace the addresses of 'ipam', and have no gateway.
    private static JsonView[] Arguments(JsonView plugin) =>
        plugin.TryGet("args", out var args) && args.TryGet("cni", out var cni) ? [.. cni.Items("ips")] : [];

    private static AddressSource? Read(JsonView json, string key, JsonView gateway, bool hasGateway) =>
        json.TryGet(key, out var value)
            ? Read(json, value, json.PathOf(key), gateway.PathOf("gateway"), hasGateway)
            : null;

    // A range of whereabouts can begin with its first address: 10.1.2.10-10.1.2.20/24.
    private static AddressSource? Read(
        JsonView json, JsonView value, JsonPlace place, JsonPlace gateway, bool hasGateway) =>
        value.IsText(out var text)
        && Prefix.TryParse(text[(text.IndexOf('-', StringComparison.Ordinal) + 1)..].Trim(), out var prefix)
            ? new AddressSource(json, text, place, gateway, prefix, hasGateway)
            : null;
}
