using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;

namespace Ramus.Attachments.Record;

/// <summary>Reads configurations that Multus and libcni store as base64, with their interpretation.</summary>
internal static class MultusConfig
{
    private const int MaxDepth = GoJson.MaxDepth - 8;

    /// <summary>The configuration in <paramref name="key"/>.</summary>
    /// <param name="holder">The object that has the key.</param>
    /// <param name="key">The key of the base64 text.</param>
    /// <param name="what">The name of the configuration in messages.</param>
    /// <param name="version">The version for a list without one: Multus uses that of its own configuration.</param>
    /// <exception cref="ContractException">The configuration is missing or invalid.</exception>
    public static NetworkConfig Read(JsonElement holder, string key, string what, string version) =>
        TryReadObject(holder, key, what) is { } config
            ? From(config, what, version)
            : throw new ContractException($"{what} is missing");

    /// <summary>
    /// The configuration in libcni's own representation of a list, which Multus thick stores for a list from a file;
    /// null when <paramref name="list"/> is empty. Plugins from the list's directory are only in its 'Plugins'.
    /// </summary>
    /// <exception cref="ContractException">The configuration is invalid.</exception>
    public static NetworkConfig? TryReadList(JsonElement list, string what, string version)
    {
        var whole = TryReadObject(list, "Bytes", what);
        var plugins = Plugins(list, what);
        if (whole is null && plugins.Count == 0)
        {
            return null;
        }

        if (plugins.Count == 0)
        {
            return From(whole!.Value, what, version);
        }

        var json = new JsonText().StartObject();
        if (whole is { } given)
        {
            Copy(json, given, "plugins");
        }
        else
        {
            WriteListKeys(json, list, what);
        }

        json.Key("plugins").StartArray();
        plugins.ForEach(plugin => json.Raw(plugin));
        return From(GoJson.ParseObject(json.EndArray().EndObject().ToArray(), what, maxDepth: MaxDepth), what, version);
    }

    private static NetworkConfig From(JsonElement config, string what, string version)
    {
        // Multus checks 'type' first: a configuration with 'type' is a single plugin.
        var isSingle = !string.IsNullOrEmpty(config.GetText("type", what));
        if (isSingle && config.TryGetKey("plugins", out _))
        {
            var single = new JsonText().StartObject();
            Copy(single, config, "plugins");
            return NetworkConfig.Parse(single.EndObject().ToArray(), what);
        }

        return NetworkConfig.FromElement(config, what).WithVersion(version);
    }

    private static void WriteListKeys(JsonText json, JsonElement list, string what)
    {
        json.Key("name").Text(list.GetText("Name", what) ?? "");
        if (list.GetText("CNIVersion", what) is { Length: > 0 } version)
        {
            json.Key("cniVersion").Text(version);
        }

        foreach (var (key, flag) in new[] { ("DisableCheck", "disableCheck"), ("DisableGC", "disableGC") })
        {
            json.Key(flag).Flag(list.GetFlag(key, what));
        }
    }

    private static List<JsonElement> Plugins(JsonElement list, string what)
    {
        if (!list.TryGetKey("Plugins", out var plugins))
        {
            return [];
        }

        return plugins.ValueKind == JsonValueKind.Array
            ? [.. plugins.EnumerateArray().Select((plugin, index) =>
                ReadPlugin(plugin, $"plugin {index + 1} of {what}"))]
            : throw new ContractException($"'Plugins' of {what} is not a list");
    }

    private static JsonElement ReadPlugin(JsonElement plugin, string what) =>
        TryReadObject(plugin, "Bytes", what) ?? throw new ContractException($"{what} has no configuration");

    private static JsonElement? TryReadObject(JsonElement holder, string key, string what)
    {
        if (!holder.TryGetKey(key, out var value))
        {
            return null;
        }

        var base64 = value.ValueKind == JsonValueKind.String
            ? Encoding.ASCII.GetBytes(value.GetString()!)
            : throw new ContractException($"{what} is not base64");
        if (base64.Length == 0)
        {
            return null;
        }

        if (!Base64.IsValid(base64, out var length))
        {
            throw new ContractException($"{what} is not base64");
        }

        var bytes = new byte[length];
        _ = Base64.DecodeFromUtf8(base64, bytes, out _, out var written);
        return GoJson.ParseObject(bytes.AsMemory(0, written), what, maxDepth: MaxDepth);
    }

    private static void Copy(JsonText json, JsonElement source, string without)
    {
        foreach (var member in source.EnumerateObject().Where(
            member => !member.Name.Equals(without, StringComparison.OrdinalIgnoreCase)))
        {
            json.Key(member).Raw(member.Value);
        }
    }
}
