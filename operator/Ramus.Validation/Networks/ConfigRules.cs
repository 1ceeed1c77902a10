using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Network;
using Ramus.Contract.Selection;
using Ramus.Validation.Json;
using Ramus.Validation.Rules;
using Ramus.Validation.Views;

namespace Ramus.Validation.Networks;

/// <summary>Rules over the keys of the configuration as a whole: name, version, list keys, variables.</summary>
internal sealed class ConfigRules : RuleSet<NetworkView>
{
    private static readonly string[] ListKeys =
        ["cniVersion", "cniVersions", "name", "disableCheck", "disableGC", "loadOnlyInlinedPlugins", "plugins"];

    // The kernel's limit for the name of a file.
    private const int LongestName = 255;

    public ConfigRules()
    {
        Check(CheckName);
        Check(CheckVersion);
        Check(CheckListKeys);
        Check(CheckFlags);
        Check(CheckVariables);
    }

    private static void CheckName(NetworkView view, Findings findings)
    {
        if (!view.Json.TryGet("name", out var value))
        {
            return;
        }

        if (value.Element.ValueKind != JsonValueKind.String)
        {
            findings.Add(RuleBook.KeyType, value.Path, $"a name is a text, not {value.Kind}; put it in quotes");
            return;
        }

        var name = value.Element.GetString()!;
        if (name.Length == 0)
        {
            return;
        }

        if (name.Length > LongestName)
        {
            findings.Add(
                RuleBook.NetworkName,
                value.Path,
                $"the name has {name.Length} characters, and becomes the name of a file; {LongestName} are the most");
        }
        else if (!char.IsAsciiLetterOrDigit(name[0])
            || name.Any(static c => !char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or '-')))
        {
            findings.Add(
                RuleBook.NetworkName,
                value.Path,
                $"\"{Quote.Short(name)}\" is not a network name, because it becomes the name of a file; begin with a "
                + "letter or digit, then letters, digits, '_', '.' and '-'");
        }
        else if (name != view.Network.Name && !view.Plugins.Any(static p => p.Type == "ovn-k8s-cni-overlay"))
        {
            findings.Add(
                RuleBook.NameDiffers,
                value.Path,
                $"the configuration is called \"{name}\" and the network \"{view.Network.Name}\", which confuses "
                + "readers of logs and of host-local's files; use one name, or leave this one out");
        }
    }

    private static void CheckVersion(NetworkView view, Findings findings)
    {
        var path = view.Json.PathOf("cniVersion");
        if (view.CniVersion is not { } version)
        {
            var shown = view.Json.TryGet("cniVersion", out var own) ? own.Shown : "what 'cniVersions' offers";
            findings.Add(
                RuleBook.CniVersion,
                path,
                $"{shown} is not a version of CNI that is known here; write \"1.0.0\" (known are "
                + $"{string.Join(", ", CniVersions.Supported)})");
            return;
        }

        if (!view.Json.HasText("cniVersion") && !view.Json.Has("cniVersions"))
        {
            findings.Add(
                RuleBook.CniVersionMissing,
                path,
                "without a version 0.1.0 is spoken, which knows one address for each family; add \"cniVersion\": "
                + "\"1.0.0\"");
        }
    }

    private static void CheckListKeys(NetworkView view, Findings findings)
    {
        if (!view.IsList)
        {
            return;
        }

        foreach (var (key, value) in view.Json.Members())
        {
            var isOther = !ListKeys.Contains(key, GoKey.Comparer)
                && !key.Contains('.', StringComparison.Ordinal) && !key.StartsWith('_')
                && !GoKey.Same(key, "type") && key is not ("description" or "comment");
            if (isOther)
            {
                findings.Add(
                    RuleBook.ListKey,
                    value.Path,
                    $"'{Quote.Short(key)}' beside 'plugins' reaches no plugin; move it into the object of the plugin "
                    + "that reads it");
            }
        }
    }

    private static void CheckFlags(NetworkView view, Findings findings)
    {
        foreach (var key in (string[])["disableCheck", "disableGC", "loadOnlyInlinedPlugins"])
        {
            if (view.Json.TryGet(key, out var value) && !IsFlag(value.Element))
            {
                findings.Add(RuleBook.KeyType, value.Path, $"'{key}' is true or false, not {value.Shown}");
            }
        }
    }

    private static bool IsFlag(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => true,
        JsonValueKind.String => element.GetString()!.ToUpperInvariant() is "TRUE" or "FALSE",
        _ => false,
    };

    private static void CheckVariables(NetworkView view, Findings findings)
    {
        if (!NodeVariables.AreIn(view.Network.Config!))
        {
            return;
        }

        foreach (var value in Values(view.Json))
        {
            var text = value.Element.ValueKind == JsonValueKind.String ? value.Element.GetString()! : "";
            if (view.Json.HasVariables && NodeVariables.FirstUnknown(text) is { } unknown)
            {
                findings.Add(
                    RuleBook.NodeVariable,
                    value.Path,
                    $"'{Quote.Short(unknown)}' is no node variable; there are {NodeVariables.Known}");
            }
            else if (!view.Json.HasVariables && text.Contains("${node.", StringComparison.Ordinal))
            {
                findings.Add(
                    RuleBook.NodeVariableUnused,
                    value.Path,
                    "the variable is not replaced, because the network is not annotated "
                    + $"{Annotations.Render}: node");
            }
        }
    }

    private static IEnumerable<JsonView> Values(JsonView view)
    {
        var inner = view.IsObject ? view.Members().Select(static member => member.Value) : view.Items();
        return inner.SelectMany(Values).Prepend(view);
    }
}
