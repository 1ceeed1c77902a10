using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Validation.Json;
using Ramus.Validation.Plugins;
using Ramus.Validation.Rules;
using Ramus.Validation.Views;

namespace Ramus.Validation.Networks;

/// <summary>Reads the top level of a configuration: one plugin or a list, the plugins' types, the version.</summary>
internal static class ConfigShape
{
    private const int MostPlugins = 32;

    /// <summary>The network as far as it can be read.</summary>
    public static NetworkView Read(NetworkObject network, ValidationContext context, JsonView json, Findings findings)
    {
        var view = new NetworkView
        {
            Network = network,
            Context = context,
            Json = json,
            IsList = json.Has("plugins"),
        };
        view.CniVersion = view.IsList && view.LacksVersion ? null : Version(json);
        view.Plugins = Plugins(view, findings);
        return view;
    }

    private static string? Version(JsonView json)
    {
        try
        {
            var own = json.Element.GetText("cniVersion", "");
            var offered = json.Has("cniVersions") ? json.Element.GetTexts("cniVersions", "") : null;
            var version = CniVersions.Select(own, offered);
            return CniVersions.IsSupported(version) ? version : null;
        }
        catch (ContractException)
        {
            return null;
        }
    }

    private static List<PluginView> Plugins(NetworkView view, Findings findings)
    {
        var hasType = view.Json.HasText("type");
        if (!view.IsList)
        {
            if (view.Json.Has("type"))
            {
                return [.. Plugin(view, 0, view.Json, findings)];
            }

            findings.Add(
                RuleBook.ConfigShape,
                view.Json.Path,
                "'type' and 'plugins' are both missing; add a plugin type, for example \"type\": \"macvlan\""
                + DisguisedKey.Hint(view.Json.Element, "type", "plugins"));
            return [];
        }

        if (hasType)
        {
            findings.Add(
                RuleBook.ConfigShape,
                view.Json.PathOf("type"),
                "'type' and 'plugins' exclude each other; move 'type' and its keys into an object of 'plugins'");
        }

        return List(view, findings);
    }

    private static List<PluginView> List(NetworkView view, Findings findings)
    {
        view.Json.TryGet("plugins", out var list);
        if (!list.IsList || list.Element.GetArrayLength() is 0 or > MostPlugins)
        {
            findings.Add(
                RuleBook.PluginsList,
                list.Path,
                !list.IsList ? $"'plugins' must be a list of objects, not {list.Kind}; put it in [ ]"
                : list.Element.GetArrayLength() == 0 ? "the list is empty; add a plugin like {\"type\": \"macvlan\"}"
                : $"{list.Element.GetArrayLength()} plugins are too many; at most {MostPlugins} are allowed");
            return [];
        }

        var plugins = new List<PluginView>();
        var index = 0;
        foreach (var item in list.Items())
        {
            if (!item.IsObject)
            {
                findings.Add(
                    RuleBook.PluginsList,
                    item.Path,
                    $"a plugin must be an object like {{\"type\": \"macvlan\"}}, not {item.Kind}");
            }
            else
            {
                plugins.AddRange(Plugin(view, index, item, findings));
            }

            index++;
        }

        return plugins;
    }

    private static IEnumerable<PluginView> Plugin(NetworkView view, int index, JsonView json, Findings findings)
    {
        if (RefuseType(json) is { } reason)
        {
            findings.Add(RuleBook.PluginType, json.PathOf("type"), reason);
            yield break;
        }

        var type = json.Element.GetText("type", "")!;
        yield return new PluginView(view, index, type, json) { IsKnown = PluginRules.Find(type) is not null };
    }

    private static string? RefuseType(JsonView json)
    {
        if (!json.TryGet("type", out var value))
        {
            return "the plugin has no type; add the name of its executable, for example \"type\": \"macvlan\""
                + DisguisedKey.Hint(json.Element, "type");
        }

        if (value.Element.ValueKind != JsonValueKind.String)
        {
            return $"the type must be a string, not {value.Kind}; write the name of an executable, for example "
                + "\"macvlan\"";
        }

        var type = value.Element.GetString()!;
        if (type.Length == 0)
        {
            return "the type is empty; write the name of an executable, for example \"macvlan\"";
        }

        if (WrapperPlugins.Types.Contains(type))
        {
            return $"the plugin '{type}' cannot be used in an additional network of a pod; write the configuration of "
                + "the plugin that creates the interface";
        }

        var isFileName = type is not ("." or "..") && type.Length <= 255
            && !type.Any(static c => c is '/' or '\\' || char.IsControl(c));
        return isFileName
            ? null
            : $"\"{Quote.Short(type)}\" is not a file name; write it without directories, for example "
                + "\"macvlan\"";
    }
}
