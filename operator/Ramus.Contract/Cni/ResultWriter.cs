using Ramus.Contract.Json;

namespace Ramus.Contract.Cni;

/// <summary>Writes results of all versions, key by key in the order of libcni.</summary>
internal static class ResultWriter
{
    public static byte[] Write(CniResult result, string version)
    {
        var json = new JsonText(indent: 4);
        switch (ResultShape.Of(version))
        {
            case ResultFamily.OnePerFamily:
                WriteOnePerFamily(json, result, version);
                break;
            case ResultFamily.Lists:
                WriteLists(json, result, version);
                break;
            case ResultFamily.Current:
                WriteCurrent(json, result, version);
                break;
            default:
                throw new ContractException($"no converter for CNI result version {result.CniVersion} to {version}");
        }

        return json.ToArray();
    }

    /// <summary>Keys in the order of Go's struct.</summary>
    public static void WriteDns(JsonText json, ResultDns dns)
    {
        json.Key("dns").StartObject();
        AddTexts(json, "nameservers", dns.Nameservers);
        Add(json, "domain", dns.Domain);
        AddTexts(json, "search", dns.Search);
        AddTexts(json, "options", dns.Options);
        json.EndObject();
    }

    private static void WriteOnePerFamily(JsonText json, CniResult result, string version)
    {
        var v4 = First(result.Ips, isV4: true);
        var v6 = First(result.Ips, isV4: false);
        if (v4 is null && v6 is null && ResultShape.Of(result.CniVersion) != ResultFamily.OnePerFamily)
        {
            throw new ContractException("cannot convert: no valid IP addresses");
        }

        json.StartObject().Key("cniVersion").Text(version);
        WriteFamily(json, "ip4", v4, result.Routes);
        WriteFamily(json, "ip6", v6, result.Routes);
        WriteDns(json, result.Dns);
        json.EndObject();
    }

    private static ResultAddress? First(IReadOnlyList<ResultAddress> ips, bool isV4)
    {
        foreach (var ip in ips)
        {
            if (ip.IsV4 == isV4)
            {
                return ip;
            }
        }

        return null;
    }

    private static void WriteFamily(
        JsonText json, string key, ResultAddress? address, IReadOnlyList<ResultRoute> routes)
    {
        if (address is null)
        {
            return;
        }

        json.Key(key).StartObject().Key("ip").Text(address.Address);
        Add(json, "gateway", address.Gateway);
        var isOpen = false;
        foreach (var route in routes)
        {
            if (route.IsV4 != address.IsV4)
            {
                continue;
            }

            if (!isOpen)
            {
                json.Key("routes").StartArray();
                isOpen = true;
            }

            json.StartObject().Key("dst").Text(route.Dst);
            Add(json, "gw", route.Gw);
            json.EndObject();
        }

        if (isOpen)
        {
            json.EndArray();
        }

        json.EndObject();
    }

    private static void WriteLists(JsonText json, CniResult result, string version)
    {
        json.StartObject().Key("cniVersion").Text(version);
        WriteList(json, "interfaces", result.Interfaces, static (json, link) =>
        {
            json.Key("name").Text(link.Name);
            Add(json, "mac", link.Mac);
            Add(json, "sandbox", link.Sandbox);
        });
        WriteList(json, "ips", result.Ips, static (json, ip) =>
        {
            json.Key("version").Text(ip.IsV4 ? "4" : "6");
            Add(json, "interface", ip.Interface);
            json.Key("address").Text(ip.Address);
            Add(json, "gateway", ip.Gateway);
        });
        WriteList(json, "routes", result.Routes, static (json, route) =>
        {
            json.Key("dst").Text(route.Dst);
            Add(json, "gw", route.Gw);
            Add(json, "mtu", route.Mtu);
            Add(json, "advmss", route.Advmss);
            Add(json, "priority", route.Priority);
            Add(json, "table", route.Table);
            Add(json, "scope", route.Scope);
        });
        WriteDns(json, result.Dns);
        json.EndObject();
    }

    /// <summary>Keys in alphabetical order: libcni converts the result to a map first.</summary>
    private static void WriteCurrent(JsonText json, CniResult result, string version)
    {
        json.StartObject().Key("cniVersion").Text(version);
        if (!result.Dns.IsEmpty)
        {
            json.Key("dns").StartObject();
            Add(json, "domain", result.Dns.Domain);
            AddTexts(json, "nameservers", result.Dns.Nameservers);
            AddTexts(json, "options", result.Dns.Options);
            AddTexts(json, "search", result.Dns.Search);
            json.EndObject();
        }

        WriteList(json, "interfaces", result.Interfaces, static (json, link) =>
        {
            Add(json, "mac", link.Mac);
            Add(json, "mtu", link.Mtu);
            json.Key("name").Text(link.Name);
            Add(json, "pciID", link.PciId);
            Add(json, "sandbox", link.Sandbox);
            Add(json, "socketPath", link.SocketPath);
        });
        WriteList(json, "ips", result.Ips, static (json, ip) =>
        {
            json.Key("address").Text(ip.Address);
            Add(json, "gateway", ip.Gateway);
            Add(json, "interface", ip.Interface);
        });
        WriteList(json, "routes", result.Routes, static (json, route) =>
        {
            Add(json, "advmss", route.Advmss);
            json.Key("dst").Text(route.Dst);
            Add(json, "gw", route.Gw);
            Add(json, "mtu", route.Mtu);
            Add(json, "priority", route.Priority);
            Add(json, "scope", route.Scope);
            Add(json, "table", route.Table);
        });
        json.EndObject();
    }

    private static void WriteList<T>(JsonText json, string key, IReadOnlyList<T> items, Action<JsonText, T> write)
        where T : class
    {
        if (items.Count == 0)
        {
            return;
        }

        json.Key(key).StartArray();
        foreach (var item in items)
        {
            json.StartObject();
            write(json, item);
            json.EndObject();
        }

        json.EndArray();
    }

    private static void Add(JsonText json, string key, string? text)
    {
        if (text is not null)
        {
            json.Key(key).Text(text);
        }
    }

    private static void Add(JsonText json, string key, long? number)
    {
        if (number is { } value)
        {
            json.Key(key).Number(value);
        }
    }

    private static void AddTexts(JsonText json, string key, IReadOnlyList<string> texts)
    {
        if (texts.Count > 0)
        {
            json.Key(key).Texts(texts);
        }
    }
}
