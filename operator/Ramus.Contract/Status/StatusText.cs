using System.Text;
using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Contract.Status;

/// <summary>The text of the network-status annotation.</summary>
internal static class StatusText
{
    private const string What = $"annotation {Annotations.NetworkStatus}";

    public static string Write(IEnumerable<NetworkStatus> statuses)
    {
        var text = new StringBuilder("[");
        foreach (var status in statuses)
        {
            text.Append(text.Length > 1 ? "," : "").Append(Write(status));
        }

        return text.Append(']').ToString();
    }

    public static List<NetworkStatus> Read(string annotation)
    {
        var statuses = new List<NetworkStatus>();
        if (string.IsNullOrWhiteSpace(annotation))
        {
            return statuses;
        }

        var list = GoJson.Parse(Utf8Text.Bytes(annotation, What), What);
        if (list.ValueKind != JsonValueKind.Array)
        {
            throw new ContractException($"{What}: expected a list, got {GoJson.NameOf(list.ValueKind)}");
        }

        foreach (var entry in list.EnumerateArray())
        {
            var what = $"entry {statuses.Count + 1} of {What}";
            statuses.Add(Read(GoJson.RequireObject(entry, what), what));
        }

        return statuses;
    }

    private static string Write(NetworkStatus status)
    {
        var json = new JsonText(indent: 4).StartObject().Key("name").Text(status.Name);
        Add(json, "interface", status.Interface);
        AddTexts(json, "ips", status.Ips);
        Add(json, "mac", status.Mac);
        if (status.Mtu is { } mtu and > 0)
        {
            json.Key("mtu").Number(mtu);
        }

        if (status.Default)
        {
            json.Key("default").Flag(true);
        }

        ResultWriter.WriteDns(json, status.Dns);
        if (status.DeviceInfo is { } info)
        {
            json.Key("device-info").Laid(info);
        }

        AddTexts(json, "gateway", status.Gateways);
        return json.EndObject().ToString();
    }

    private static NetworkStatus Read(JsonElement entry, string what) => new()
    {
        Name = entry.GetText("name", what) ?? "",
        Interface = NullIfEmpty(entry.GetText("interface", what)),
        Ips = entry.GetTexts("ips", what),
        Mac = NullIfEmpty(entry.GetText("mac", what)),
        Mtu = Mtu(entry, what),
        Default = entry.GetFlag("default", what),
        Dns = ResultReader.ReadDns(entry, what),
        DeviceInfo = entry.TryGetObject("device-info", what, out var info) ? info : null,
        Gateways = entry.GetTexts("gateway", what),
    };

    private static int? Mtu(JsonElement entry, string what) => entry.GetInteger("mtu", what) switch
    {
        null or 0 => null,
        > 0 and <= int.MaxValue and var mtu => (int)mtu,
        var other => throw new ContractException($"key 'mtu' of {what}: {other} is out of range"),
    };

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static void Add(JsonText json, string key, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            json.Key(key).Text(text);
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
