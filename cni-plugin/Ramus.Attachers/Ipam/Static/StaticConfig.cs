using System.Text.Json;
using Ramus.Attachers.Addresses;
using Ramus.Attachers.Calls;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Attachers.Ipam.Static;

/// <summary>
/// The configuration of the IPAM plugin <c>static</c>: addresses that are written in the configuration.
/// </summary>
/// <param name="Addresses">The addresses with their gateways.</param>
/// <param name="Routes">The routes of the pod.</param>
/// <param name="Dns">The DNS settings.</param>
internal sealed record StaticConfig(
    IReadOnlyList<StaticAddress> Addresses, IReadOnlyList<ResultRoute> Routes, ResultDns Dns)
{
    private static readonly string[] Keys = ["type", "name", "addresses", "routes", "dns"];
    private static readonly string[] AddressKeys = ["address", "gateway"];

    /// <summary>The first key that only the program knows; null for none.</summary>
    public static string? WhyUnknown(JsonElement config)
    {
        if (IpamConfig.FindUnknown(config, Keys) is { } unknown)
        {
            return unknown;
        }

        if (config.TryGetKey("ipam", out var ipam))
        {
            foreach (var address in ipam.ItemsOf("addresses"))
            {
                if (KnownKeys.FindUnknownIn(address, "ipam.addresses", AddressKeys) is { } inAddress)
                {
                    return inAddress;
                }
            }
        }

        return null;
    }

    /// <summary>
    /// Reads the configuration. CNI_ARGS adds addresses; <c>args.cni.ips</c> replaces all of them, and
    /// <c>runtimeConfig.ips</c> replaces those, too.
    /// </summary>
    /// <exception cref="CniException">An address is malformed.</exception>
    /// <exception cref="ContractException">A value has the wrong type.</exception>
    public static StaticConfig Read(PluginRequest request)
    {
        var ipam = IpamConfig.Require(request);
        var addresses = ReadAddresses(ipam);
        addresses.AddRange(ReadArguments(request.Args));
        addresses = ReadReplacement(request.CniArgument("ips")) ?? addresses;
        addresses = ReadReplacement(request.RuntimeArgument("ips")) ?? addresses;
        IpamConfig.RequireCount(request, addresses.Select(address => address.Prefix.IsV4));
        return new StaticConfig(
            addresses, ResultReader.ReadRoutes(ipam, IpamConfig.What), ResultReader.ReadDns(ipam, IpamConfig.What));
    }

    private static List<StaticAddress> ReadAddresses(JsonElement ipam)
    {
        var addresses = new List<StaticAddress>();
        if (!ipam.TryGetList("addresses", IpamConfig.What, out var list))
        {
            return addresses;
        }

        foreach (var item in list.EnumerateArray())
        {
            const string what = "ipam.addresses";
            var element = GoJson.RequireObject(item, what);
            var text = element.GetText("address", what) ?? "";
            var gateway = element.GetText("gateway", what) ?? "";
            addresses.Add(new StaticAddress(RequirePrefix(text, "address"), ReadGateway(gateway)));
        }

        return addresses;
    }

    private static List<StaticAddress> ReadArguments(string args)
    {
        var values = CniArguments.Read(args, "IP", "GATEWAY");
        var addresses = Items(values.GetValueOrDefault("IP"))
            .Select(item => new StaticAddress(RequirePrefix(item, "IP"), null)).ToList();
        foreach (var item in Items(values.GetValueOrDefault("GATEWAY")))
        {
            var gateway = ReadGateway(item) ?? throw PluginFailure.Of("invalid gateway address: it is empty");
            addresses = [.. addresses.Select(address =>
                address.Prefix.Contains(gateway) ? address with { Gateway = gateway } : address)];
        }

        return addresses;
    }

    private static IEnumerable<string> Items(string? list) =>
        string.IsNullOrEmpty(list) ? [] : list.Split(',').Select(item => item.Trim());

    private static List<StaticAddress>? ReadReplacement(JsonElement? given)
    {
        if (given is not { } list)
        {
            return null;
        }

        if (list.ValueKind != JsonValueKind.Array)
        {
            throw GoJson.WrongType("ips", PluginRequest.What, "a list", list);
        }

        var addresses = new List<StaticAddress>();
        foreach (var item in list.EnumerateArray())
        {
            var text = item.ValueKind == JsonValueKind.String
                ? item.GetString()!
                : throw GoJson.WrongType("ips", PluginRequest.What, "a list of strings", item);
            addresses.Add(new StaticAddress(RequirePrefix(text, "ips"), null));
        }

        return addresses.Count == 0 ? null : addresses;
    }

    private static IpPrefix RequirePrefix(string text, string key) => IpPrefix.TryParse(text, out var prefix)
        ? prefix
        : throw PluginFailure.Of($"the '{key}' field is expected to be in CIDR notation, got: '{Quote.Short(text)}'");

    private static Ip? ReadGateway(string text) => text.Length == 0 ? null
        : Ip.TryParse(text, out var ip) ? ip
        : throw PluginFailure.Of($"invalid gateway address: {Quote.Short(text)}");
}
