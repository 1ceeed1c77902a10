using Ramus.Validation.Ipam;
using Ramus.Validation.Json;
using Ramus.Validation.Networks;
using Ramus.Validation.Rules;
using Ramus.Validation.Views;

namespace Ramus.Validation.Judging;

/// <summary>Reads the addresses that a network gives to interfaces, as far as they are known.</summary>
public static class AddressRanges
{
    /// <summary>The ranges of host-local and whereabouts, and the addresses of static, in order.</summary>
    public static IReadOnlyList<AddressRange> Of(NetworkObject network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var findings = new Findings([]);
        try
        {
            if (string.IsNullOrWhiteSpace(network.Config)
                || !ConfigText.TryRead(network.Config, out var utf8, out var root, out _))
            {
                return [];
            }

            findings.Text = utf8;
            var json = new JsonView(root, JsonPlace.Root(root), new ConfigReading(hasVariables: true));
            return json.IsObject
                ? [.. ConfigShape.Read(network, ValidationContext.Nothing, json, findings).Plugins.SelectMany(Of)]
                : [];
        }
        catch (EnoughFindingsException)
        {
            return [];
        }
    }

    private static IEnumerable<AddressRange> Of(PluginView plugin)
    {
        if (plugin.Ipam is not { } ipam)
        {
            return [];
        }

        var book = plugin.IpamType == "host-local"
            ? HostLocalRules.BookOf(new IpamView(plugin, plugin.IpamType, ipam))
            // whereabouts gives an address twice only to networks with different values of 'network_name'.
            : plugin.IpamType == "whereabouts"
                ? $"whereabouts {(ipam.TryText("network_name", out var own) ? own : "")}"
                : plugin.Network.Key.ToString();
        return IpamAddresses.Of(plugin).Select(source => Read(source, plugin.IpamType, book));
    }

    private static AddressRange Read(AddressSource source, string ipam, string book)
    {
        var (json, prefix) = (source.Json, source.Prefix);
        var (isFixed, first, last) = ipam switch
        {
            "static" => (true, prefix.Address, prefix.Address),
            "host-local" => (false, Bound(json, "rangeStart") ?? prefix.First, Bound(json, "rangeEnd") ?? prefix.Last),
            _ => (
                false,
                Bound(json, "range_start") ?? Bound(json, "range") ?? prefix.First,
                Bound(json, "range_end") ?? prefix.Last),
        };
        return new AddressRange(source.Text, first.ToAddress(), last.ToAddress(), isFixed, book);
    }

    // The range of whereabouts can begin with its first address: 10.1.2.10-10.1.2.20/24.
    private static Addresses.IpNumber? Bound(JsonView json, string key) =>
        json.TryText(key, out var text) && Addresses.IpNumber.TryParse(text.Split('-')[0].Trim(), out var address)
            ? address
            : null;
}
