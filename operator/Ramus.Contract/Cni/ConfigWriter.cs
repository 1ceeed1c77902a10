using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Contract.Cni;

/// <summary>Writes configurations; what it does not set keeps its text and its place.</summary>
internal static class ConfigWriter
{
    private const int MostArguments = 256;

    public const string ResourceNameKey = "ramus.dev/resourceName";
    public const string UidKey = "ramus.dev/uid";
    public const string GenerationKey = "ramus.dev/generation";

    public static byte[] List(NetworkConfig network, Action<JsonText, PluginConfig> writePlugin)
    {
        var json = new JsonText().StartObject().Key("cniVersion").Text(network.CniVersion);
        AddText(json, "name", network.Name.Length == 0 ? null : network.Name);
        AddText(json, ResourceNameKey, network.ResourceName);
        AddText(json, UidKey, network.Uid);
        if (network.Generation > 0)
        {
            json.Key(GenerationKey).Number(network.Generation);
        }

        AddFlag(json, "disableCheck", network.DisableCheck);
        AddFlag(json, "disableGC", network.DisableGc);
        AddFlag(json, "loadOnlyInlinedPlugins", network.LoadOnlyInlinedPlugins);
        json.Key("plugins").StartArray();
        foreach (var plugin in network.Plugins)
        {
            writePlugin(json, plugin);
        }

        return json.EndArray().EndObject().ToArray();
    }

    public static byte[] PluginInput(
        NetworkConfig network,
        int index,
        JsonElement? prevResult,
        JsonElement? runtimeConfig,
        IEnumerable<KeyValuePair<string, JsonElement>> extra)
    {
        var edits = new List<KeyEdit>
        {
            new("cniVersion", json => json.Text(network.CniVersion)),
            new("name", json => json.Text(network.Name)),
            KeyEdit.Set("runtimeConfig", runtimeConfig),
            KeyEdit.Set("prevResult", prevResult),
        };
        foreach (var (key, value) in extra)
        {
            edits.Add(KeyEdit.Set(key, value));
        }

        var json = new JsonText();
        Edit(json, network.Plugins[index].Element, edits);
        return json.ToArray();
    }

    public static void WithDevice(JsonText json, JsonElement plugin, string deviceId) =>
        Edit(json, plugin,
        [
            new("deviceID", value => value.Text(deviceId)),
            new("pciBusID", value => value.Text(deviceId)),
        ]);

    public static void WithCniArgs(JsonText json, PluginConfig plugin, JsonElement cniArgs, string network)
    {
        var what = $"plugin '{plugin.Type}' of network '{network}'";
        var args = plugin.Element.TryGetObject("args", what, out var given) ? given : default;
        var cni = args.TryGetObject("cni", $"'args' of {what}", out var own) ? own : default;
        var wanted = new List<KeyEdit>();
        foreach (var arg in cniArgs.EnumerateObject())
        {
            wanted.Add(KeyEdit.Set(arg.Name, arg.Value));
        }

        if (wanted.Count > MostArguments)
        {
            throw new ContractException(
                $"'cni-args' for network '{network}' has {wanted.Count} keys; at most {MostArguments} are passed on");
        }

        Edit(json, plugin.Element, [new("args", a => Edit(a, args, [new("cni", c => Edit(c, cni, wanted))]))]);
    }

    /// <summary>Writes an object with keys replaced where they stand, removed, or added at its end.</summary>
    private static void Edit(JsonText json, JsonElement o, List<KeyEdit> edits)
    {
        var done = new bool[edits.Count];
        json.StartObject();
        if (o.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in o.EnumerateObject())
            {
                var index = edits.FindIndex(edit => edit.Matches(property));
                if (index < 0)
                {
                    json.Key(property).Raw(property.Value);
                }
                else if (!done[index])
                {
                    done[index] = true;
                    edits[index].WriteTo(json);
                }
            }
        }

        for (var i = 0; i < done.Length; i++)
        {
            if (!done[i])
            {
                edits[i].WriteTo(json);
            }
        }

        json.EndObject();
    }

    private static void AddText(JsonText json, string key, string? text)
    {
        if (text is not null)
        {
            json.Key(key).Text(text);
        }
    }

    private static void AddFlag(JsonText json, string key, bool flag)
    {
        if (flag)
        {
            json.Key(key).Flag(true);
        }
    }
}
