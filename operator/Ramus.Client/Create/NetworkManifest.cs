using System.Text.Json;
using Ramus.Client.Output;
using Ramus.Contract.Selection;
using Ramus.Validation;
using Ramus.Validation.Judging;

namespace Ramus.Client.Create;

/// <summary>The NetworkAttachmentDefinition for some settings.</summary>
internal static class NetworkManifest
{
    private const string Version = "1.0.0";

    /// <summary>The object as JSON.</summary>
    public static string Json(NetworkSettings settings) => JsonOutput.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("apiVersion", "k8s.cni.cncf.io/v1");
        json.WriteString("kind", "NetworkAttachmentDefinition");
        json.WriteStartObject("metadata");
        json.WriteString("name", settings.Name);
        if (settings.Namespace.Length > 0)
        {
            json.WriteString("namespace", settings.Namespace);
        }

        if (settings.Resource.Length > 0)
        {
            json.WriteStartObject("annotations");
            json.WriteString(Annotations.ResourceName, settings.Resource);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("spec");
        json.WriteString("config", Config(settings));
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>The findings of the rules for networks.</summary>
    public static IReadOnlyList<Finding> Check(NetworkSettings settings) => new NetworkValidator().Validate(
        new NetworkObject(
            settings.Namespace.Length > 0 ? settings.Namespace : "default", settings.Name, Config(settings),
            settings.Resource.Length > 0
                ? new Dictionary<string, string> { [Annotations.ResourceName] = settings.Resource }
                : []),
        ValidationContext.Nothing);

    private static string Config(NetworkSettings settings) => JsonOutput.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("cniVersion", Version);
        json.WriteString("name", settings.Name);
        json.WriteString("type", settings.Type);
        var keys = PluginOptions.All[settings.Type].Keys;
        foreach (var (option, text, number) in PluginOptions.Given(settings))
        {
            if (keys.GetValueOrDefault(option) is { Length: > 0 } key)
            {
                WriteValue(json, key, text, number);
            }
        }

        WriteIpam(json, settings);
        json.WriteEndObject();
    });

    private static void WriteValue(Utf8JsonWriter json, string key, string? text, int? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(key, value);
            return;
        }

        json.WriteString(key, text);
    }

    private static void WriteIpam(Utf8JsonWriter json, NetworkSettings settings)
    {
        var ipam = settings.Ipam.Length > 0 ? settings.Ipam
            : settings.Ranges.Count > 0 ? "host-local"
            : settings.Addresses.Count > 0 ? "static"
            : "none";
        json.WriteStartObject("ipam");
        if (ipam == "none")
        {
            json.WriteEndObject();
            return;
        }

        json.WriteString("type", ipam);
        WriteAddresses(json, settings, ipam);
        WriteRoutes(json, settings);
        json.WriteEndObject();
    }

    private static void WriteAddresses(Utf8JsonWriter json, NetworkSettings settings, string ipam)
    {
        switch (ipam)
        {
            case "host-local":
                json.WriteStartArray("ranges");
                foreach (var (range, gateway) in WithGateways(settings.Ranges, settings.Gateways))
                {
                    WriteRange(json, range, gateway);
                }

                json.WriteEndArray();
                break;
            case "whereabouts":
                json.WriteObjects(
                    "ipRanges", settings.Ranges, static (json, range) => json.WriteString("range", range));
                break;
            case "static":
                json.WriteObjects(
                    "addresses", WithGateways(settings.Addresses, settings.Gateways), static (json, address) =>
                    {
                        json.WriteString("address", address.Value);
                        if (address.Gateway is { } gateway)
                        {
                            json.WriteString("gateway", gateway);
                        }
                    });
                break;
            default:
                break;
        }
    }

    // A prefix like 10.1.1.0/24, or with bounds like 10.1.1.10-10.1.1.20/24.
    private static void WriteRange(Utf8JsonWriter json, string range, string? gateway)
    {
        var (bounds, length) = range.Split('/', 2) is [var left, var right] ? (left, $"/{right}") : (range, "");
        var ends = bounds.Split('-', 2);
        json.WriteStartArray();
        json.WriteStartObject();
        json.WriteString("subnet", ends.Length == 2 ? Subnet(ends[0], length) : range);
        if (ends.Length == 2)
        {
            json.WriteString("rangeStart", ends[0]);
            json.WriteString("rangeEnd", ends[1]);
        }

        if (gateway is not null)
        {
            json.WriteString("gateway", gateway);
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }

    // An invalid text stays as it is; the rules name the mistake.
    private static string Subnet(string address, string length)
    {
        if (!System.Net.IPAddress.TryParse(address, out var first)
            || !int.TryParse(length.AsSpan(Math.Min(1, length.Length)), out var bits))
        {
            return address + length;
        }

        var bytes = first.GetAddressBytes();
        for (var bit = Math.Clamp(bits, 0, bytes.Length * 8); bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return new System.Net.IPAddress(bytes) + length;
    }

    private static void WriteRoutes(Utf8JsonWriter json, NetworkSettings settings)
    {
        if (settings.Routes.Count == 0)
        {
            return;
        }

        json.WriteObjects("routes", settings.Routes, static (json, route) =>
        {
            var parts = route.Split('=', 2);
            json.WriteString("dst", parts[0]);
            if (parts.Length == 2)
            {
                json.WriteString("gw", parts[1]);
            }
        });
    }

    // A gateway belongs to the range or address of its family.
    private static IEnumerable<(string Value, string? Gateway)> WithGateways(
        IEnumerable<string> values, IReadOnlyList<string> gateways) =>
        values.Select(value => (
            value, gateways.FirstOrDefault(gateway => gateway.Contains(':') == value.Contains(':'))));
}
