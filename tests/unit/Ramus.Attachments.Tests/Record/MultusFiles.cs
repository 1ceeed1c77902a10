using System.Text;
using System.Text.Json.Nodes;

namespace Ramus.Attachments.Tests.Record;

/// <summary>Entries of Multus' list and files of libcni's cache, in the formats that these programs write.</summary>
internal static class MultusFiles
{
    /// <summary>A delegate whose configuration is in 'Bytes'.</summary>
    public static JsonObject Delegate(string name, string? config, string interfaceName = "") => new()
    {
        ["Conf"] = new JsonObject { ["name"] = name },
        ["ConfList"] = new JsonObject(),
        ["CNINetworkConfigList"] =
            new JsonObject { ["Name"] = "", ["CNIVersion"] = "", ["Plugins"] = null, ["Bytes"] = null },
        ["Name"] = name,
        ["ifnameRequest"] = interfaceName,
        ["Bytes"] = config is null ? null : Base64(config),
    };

    /// <summary>The same delegate with libcni's representation of a list.</summary>
    public static JsonObject WithList(this JsonObject entry, string? list, params string[] plugins)
    {
        entry["CNINetworkConfigList"] = new JsonObject
        {
            ["Name"] = "old",
            ["CNIVersion"] = "0.4.0",
            ["DisableCheck"] = false,
            ["DisableGC"] = false,
            ["Plugins"] = plugins.Length == 0 ? null : new JsonArray(
                [.. plugins.Select(
                    plugin => new JsonObject { ["Network"] = new JsonObject(), ["Bytes"] = Base64(plugin) })]),
            ["Bytes"] = list is null ? null : Base64(list),
        };
        return entry;
    }

    /// <summary>The same delegate with a changed key.</summary>
    public static JsonObject WithKey(this JsonObject entry, string key, JsonNode? value)
    {
        entry[key] = value;
        return entry;
    }

    public static string List(params JsonObject[] entries) => new JsonArray([.. entries]).ToJsonString();

    public static string Cached(
        string network,
        string interfaceName,
        string? config,
        string result = "null",
        string container = "pod-1") =>
        $$"""
        {"kind":"cniCacheV1","containerId":"{{container}}","config":{{(config is null ? "null" : $"\"{Base64(config)}\"")}},
         "ifName":"{{interfaceName}}","networkName":"{{network}}","result":{{result}}}
        """;

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
