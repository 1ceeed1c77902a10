using System.Text.Json;
using Ramus.Attachers.Addresses;
using Ramus.Attachers.Calls;
using Ramus.Cni.RuntimeSide;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Attachers.Ipam.HostLocal;

/// <summary>The configuration of the IPAM plugin <c>host-local</c>.</summary>
/// <param name="Sets">A pod gets one address of each set.</param>
/// <param name="Requested">Addresses that the pod asks for.</param>
/// <param name="Routes">The routes of the pod.</param>
/// <param name="ResolvConf">A file with DNS settings; null for none.</param>
/// <param name="Directory">The directory of the leases.</param>
internal sealed record HostLocalConfig(
    IReadOnlyList<RangeSet> Sets,
    IReadOnlyList<Ip> Requested,
    IReadOnlyList<ResultRoute> Routes,
    string? ResolvConf,
    string Directory)
{
    private const string DataDir = "dataDir";

    private static readonly string[] RangeKeys = ["subnet", "rangeStart", "rangeEnd", "gateway"];
    private static readonly string[] Keys =
        [.. RangeKeys, "type", "name", "routes", DataDir, "resolvConf", "ranges"];

    /// <summary>The first key or value that only the program knows; null for none.</summary>
    public static string? WhyUnknown(JsonElement config)
    {
        if (IpamConfig.FindUnknown(config, Keys) is { } unknown)
        {
            return unknown;
        }

        var ipam = config.TryGetKey("ipam", out var given) ? given : default;
        var arguments = config.TryGetKey("runtimeConfig", out var runtime) ? runtime : default;
        foreach (var range in ipam.ItemsOf("ranges").Concat(arguments.ItemsOf("ipRanges")).SelectMany(Items))
        {
            if (KnownKeys.FindUnknownIn(range, "ranges", RangeKeys) is { } inRange)
            {
                return inRange;
            }
        }

        // The program resolves a relative path in its working directory.
        return HostLocalLeases.DirectoryOf("", ipam) is null ? $"the relative path in '{DataDir}'" : null;
    }

    /// <summary>Reads the configuration.</summary>
    /// <exception cref="CniException">An address or a range is malformed.</exception>
    /// <exception cref="ContractException">A value has the wrong type.</exception>
    public static HostLocalConfig Read(PluginRequest request)
    {
        var ipam = IpamConfig.Require(request);
        var requested = ReadRequested(request);
        var sets = ReadSets(ipam, request.RuntimeArgument("ipRanges"));
        IpamConfig.RequireCount(request, sets.Select(set => set.IsV4));
        for (var index = 1; index < sets.Count; index++)
        {
            var overlapping = sets.FindIndex(0, index, sets[index].Overlaps);
            if (overlapping >= 0)
            {
                throw PluginFailure.Of($"range set {overlapping} overlaps with {index}");
            }
        }

        return new HostLocalConfig(
            sets,
            requested,
            ResultReader.ReadRoutes(ipam, IpamConfig.What),
            ipam.GetText("resolvConf", IpamConfig.What) is { Length: > 0 } file ? file : null,
            HostLocalLeases.DirectoryOf(request.Network, ipam)
                ?? throw PluginFailure.Of($"'{DataDir}' is not an absolute path"));
    }

    private static List<Ip> ReadRequested(PluginRequest request)
    {
        var requested = new List<Ip>();
        if (CniArguments.Read(request.Args, "IP").GetValueOrDefault("IP") is { Length: > 0 } text)
        {
            requested.Add(ReadRequested(text));
        }

        foreach (var list in new[] { request.CniArgument("ips"), request.RuntimeArgument("ips") })
        {
            if (list is { } given)
            {
                requested.AddRange(RequireList(given, "ips").Select(item => item.ValueKind == JsonValueKind.String
                    ? ReadRequested(item.GetString()!)
                    : throw GoJson.WrongType("ips", PluginRequest.What, "a list of strings", item)));
            }
        }

        return requested;
    }

    // The prefix length, which is optional, is not used.
    private static Ip ReadRequested(string text)
    {
        if (IpPrefix.TryParse(text, out var prefix))
        {
            return prefix.Address;
        }

        return Ip.TryParse(text, out var ip)
            ? ip
            : throw PluginFailure.Of($"invalid IP address {Quote.Short(text)}");
    }

    /// <summary>
    /// The ranges in <c>ipam</c>, without those of a capability: one address of each set is allocated.
    /// </summary>
    /// <exception cref="CniException">A range is malformed, or there is none.</exception>
    /// <exception cref="ContractException">A value has the wrong type.</exception>
    public static IReadOnlyList<RangeSet> ReadSets(JsonElement ipam) => ReadSets(ipam, capability: null);

    // The capability's ranges come first, then the single range of old configurations.
    private static List<RangeSet> ReadSets(JsonElement ipam, JsonElement? capability)
    {
        var sets = new List<RangeSet>();
        if (capability is { } given)
        {
            sets.AddRange(RequireList(given, "ipRanges").Select(ReadSet));
        }

        if (ipam.GetText("subnet", IpamConfig.What) is not null)
        {
            sets.Add(new RangeSet([ReadRange(ipam)]));
        }

        if (ipam.TryGetList("ranges", IpamConfig.What, out var ranges))
        {
            sets.AddRange(ranges.EnumerateArray().Select(ReadSet));
        }

        return sets.Count > 0 ? sets : throw PluginFailure.Of("no IP ranges specified");
    }

    private static RangeSet ReadSet(JsonElement set) =>
        new([.. RequireList(set, "ranges").Select(range => ReadRange(GoJson.RequireObject(range, "ranges")))]);

    private static AddressRange ReadRange(JsonElement range)
    {
        var text = range.GetText("subnet", IpamConfig.What) ?? "";
        return IpPrefix.TryParse(text, out var subnet)
            ? AddressRange.Of(
                subnet, ReadIp(range, "rangeStart"), ReadIp(range, "rangeEnd"), ReadIp(range, "gateway"))
            : throw PluginFailure.Of($"invalid CIDR address: {Quote.Short(text)}");
    }

    private static Ip? ReadIp(JsonElement range, string key)
    {
        var text = range.GetText(key, IpamConfig.What);
        return string.IsNullOrEmpty(text) ? null
            : Ip.TryParse(text, out var ip) ? ip
            : throw PluginFailure.Of($"invalid IP address in '{key}': {Quote.Short(text)}");
    }

    private static JsonElement.ArrayEnumerator RequireList(JsonElement value, string key) =>
        value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray()
            : throw GoJson.WrongType(key, IpamConfig.What, "a list", value);

    private static IEnumerable<JsonElement> Items(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];
}
