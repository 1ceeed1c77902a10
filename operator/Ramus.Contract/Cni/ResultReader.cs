using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Contract.Cni;

/// <summary>Reads results of all versions.</summary>
internal static class ResultReader
{
    public static CniResult Read(JsonElement result, string what, string configVersion)
    {
        if (result.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            return new CniResult { CniVersion = configVersion.Length == 0 ? CniVersions.Oldest : configVersion };
        }

        GoJson.RequireObject(result, what);
        var version = result.GetText("cniVersion", what);
        version = string.IsNullOrEmpty(version) ? configVersion : version;
        version = version.Length == 0 ? CniVersions.Oldest : version;
        return ResultShape.Of(version) switch
        {
            ResultFamily.OnePerFamily => ReadOnePerFamily(result, what, version),
            ResultFamily.Unknown => throw new ContractException(
                $"{what}: CNI version \"{Quote.Short(version)}\" is not supported; "
                + $"supported versions: {string.Join(", ", CniVersions.Supported)}"),
            _ => ReadLists(result, what, version),
        };
    }

    public static ResultDns ReadDns(JsonElement owner, string what)
    {
        if (!owner.TryGetObject("dns", what, out var dns))
        {
            return ResultDns.Empty;
        }

        var name = $"dns of {what}";
        var read = new ResultDns
        {
            Nameservers = dns.GetTexts("nameservers", name),
            Domain = NullIfEmpty(dns.GetText("domain", name)),
            Search = dns.GetTexts("search", name),
            Options = dns.GetTexts("options", name),
        };
        return read.IsEmpty ? ResultDns.Empty : read;
    }

    /// <summary>The routes of an object, for example of an IPAM configuration.</summary>
    public static IReadOnlyList<ResultRoute> ReadRoutes(JsonElement owner, string what) =>
        ReadList(owner, "routes", what, ReadRoute);

    private static CniResult ReadLists(JsonElement result, string what, string version) => new()
    {
        CniVersion = version,
        Interfaces = ReadList(result, "interfaces", what, ReadInterface),
        Ips = ReadList(result, "ips", what, ReadAddress),
        Routes = ReadRoutes(result, what),
        Dns = ReadDns(result, what),
    };

    private static CniResult ReadOnePerFamily(JsonElement result, string what, string version)
    {
        var ips = new List<ResultAddress>(2);
        var routes = new List<ResultRoute>();
        foreach (var key in (ReadOnlySpan<string>)["ip4", "ip6"])
        {
            if (!result.TryGetObject(key, what, out var family))
            {
                continue;
            }

            var name = $"{key} of {what}";
            var address = new ResultAddress(Prefix(family, "ip", name)) { Gateway = Ip(family, "gateway", name) };
            if (address.IsV4 != (key == "ip4"))
            {
                throw new ContractException(
                    $"key 'ip' of {name}: {address.Address} is not an {(key == "ip4" ? "IPv4" : "IPv6")} address");
            }

            ips.Add(address);
            routes.AddRange(ReadList(family, "routes", name, ReadRoute));
        }

        return new CniResult { CniVersion = version, Ips = ips, Routes = routes, Dns = ReadDns(result, what) };
    }

    private static List<T> ReadList<T>(JsonElement owner, string key, string what, Func<JsonElement, string, T> read)
        where T : class
    {
        var items = new List<T>();
        if (!owner.TryGetList(key, what, out var list))
        {
            return items;
        }

        foreach (var item in list.EnumerateArray())
        {
            var name = $"{key}[{items.Count}] of {what}";
            items.Add(read(GoJson.RequireObject(item, name), name));
        }

        return items;
    }

    private static ResultInterface ReadInterface(JsonElement element, string what) =>
        new(element.GetText("name", what) ?? "")
        {
            Mac = NullIfEmpty(element.GetText("mac", what)),
            Mtu = NullIfZero(Int(element, "mtu", what)),
            Sandbox = NullIfEmpty(element.GetText("sandbox", what)),
            SocketPath = NullIfEmpty(element.GetText("socketPath", what)),
            PciId = NullIfEmpty(element.GetText("pciID", what)),
        };

    private static ResultAddress ReadAddress(JsonElement element, string what) =>
        new(Prefix(element, "address", what))
        {
            Gateway = Ip(element, "gateway", what),
            Interface = Int(element, "interface", what),
        };

    private static ResultRoute ReadRoute(JsonElement element, string what) =>
        new(Prefix(element, "dst", what))
        {
            Gw = Ip(element, "gw", what),
            Mtu = NullIfZero(Int(element, "mtu", what)),
            Advmss = NullIfZero(Int(element, "advmss", what)),
            Priority = element.GetInteger("priority", what) is 0 ? null : element.GetInteger("priority", what),
            Table = element.GetInteger("table", what),
            Scope = Int(element, "scope", what),
        };

    private static string Prefix(JsonElement element, string key, string what)
    {
        var text = element.GetText(key, what) ?? throw new ContractException($"{what} has no '{key}'");
        return IpText.TryParsePrefix(text, out var address, out var length)
            ? FormattableString.Invariant($"{IpText.Format(address)}/{length}")
            : throw new ContractException(
                $"key '{key}' of {what}: \"{Quote.Short(text)}\" is not an IP address with a prefix length");
    }

    private static string? Ip(JsonElement element, string key, string what)
    {
        var text = element.GetText(key, what);
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return IpText.TryParse(text, out var address)
            ? IpText.Format(address)
            : throw new ContractException($"key '{key}' of {what}: \"{Quote.Short(text)}\" is not an IP address");
    }

    private static int? Int(JsonElement element, string key, string what) =>
        element.GetInteger(key, what) switch
        {
            null => null,
            >= int.MinValue and <= int.MaxValue and var number => (int)number,
            var number => throw new ContractException($"key '{key}' of {what}: {number} is out of range"),
        };

    private static int? NullIfZero(int? number) => number is 0 ? null : number;

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
