using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Contract.Cni;

/// <summary>
/// Writes configurations with a pod's device and arguments. All other keys keep their text and position.
/// </summary>
internal static class ConfigWriter
{
    public static void List(JsonText json, NetworkConfig network)
    {
        json.StartObject();
        AddText(json, "cniVersion", network.LacksVersion ? null : network.CniVersion);
        AddText(json, "name", network.Name.Length == 0 ? null : network.Name);
        AddText(json, RenderedKeys.ResourceName, network.ResourceName);
        AddText(json, RenderedKeys.Uid, network.Uid);
        if (network.Generation > 0)
        {
            json.Key(RenderedKeys.Generation).Number(network.Generation);
        }

        if (!network.Hidden.IsEmpty)
        {
            network.Hidden.WriteTo(json.Key(RenderedKeys.Hidden));
        }

        AddFlag(json, "disableCheck", network.DisableCheck);
        AddFlag(json, "disableGC", network.DisableGc);
        AddFlag(json, "loadOnlyInlinedPlugins", network.LoadOnlyInlinedPlugins);
        json.Key("plugins").StartArray();
        foreach (var plugin in network.Plugins)
        {
            var edits = PodEdits(network, plugin);
            if (edits.Count == 0)
            {
                json.Raw(plugin.Element);
            }
            else
            {
                Edit(json, plugin.Element, edits);
            }
        }

        json.EndArray().EndObject();
    }

    public static byte[] PluginInput(
        NetworkConfig network,
        int index,
        JsonElement? prevResult,
        JsonElement? runtimeConfig,
        IEnumerable<KeyValuePair<string, JsonElement>> extra)
    {
        List<KeyEdit> edits =
        [
            .. PodEdits(network, network.Plugins[index]),
            new("cniVersion", json => json.Text(network.CniVersion)),
            new("name", json => json.Text(network.Name)),
            KeyEdit.Set("runtimeConfig", runtimeConfig),
            KeyEdit.Set("prevResult", prevResult),
        ];
        foreach (var (key, value) in extra)
        {
            edits.Add(KeyEdit.Set(key, value));
        }

        var json = new JsonText();
        Edit(json, network.Plugins[index].Element, edits);
        return json.ToArray();
    }

    /// <summary>Merges two sets of arguments; for a key in both, <paramref name="stronger"/> wins.</summary>
    public static JsonElement Merge(JsonElement weaker, JsonElement stronger)
    {
        var json = new JsonText();
        Edit(json, weaker, Keys(stronger));
        return JsonElement.Parse(json.ToArray());
    }

    /// <summary>The changes to a plugin's object for the pod's device and arguments.</summary>
    private static List<KeyEdit> PodEdits(NetworkConfig network, PluginConfig plugin)
    {
        var edits = new List<KeyEdit>();
        if (network.Device is { } device)
        {
            edits.Add(new("deviceID", json => json.Text(device)));
            edits.Add(new("pciBusID", json => json.Text(device)));
        }

        if (network.CniArgs is { } arguments)
        {
            edits.Add(new("args", json =>
            {
                var args = plugin.Element.TryGetKey("args", out var given) ? given : default;
                var cni = args.ValueKind == JsonValueKind.Object && args.TryGetKey("cni", out var own) ? own : default;
                Edit(json, args, [new("cni", inner => Edit(inner, cni, Keys(arguments)))]);
            }));
        }

        return edits;
    }

    private static List<KeyEdit> Keys(JsonElement o) =>
        [.. o.EnumerateObject().Select(property => KeyEdit.Set(property.Name, property.Value))];

    /// <summary>Writes an object with keys replaced in place, removed, or appended.</summary>
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
