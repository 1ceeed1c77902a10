using System.Text.Json;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Network;
using Ramus.Contract.NodeDisk;
using Ramus.Contract.Selection;
using Ramus.Validation.Json;
using Ramus.Validation.Rules;
using Ramus.Validation.Views;

namespace Ramus.Validation.Networks;

/// <summary>
/// Rules for the top-level keys of the configuration (name, version, list keys) and for node variables.
/// </summary>
internal sealed class ConfigRules : RuleSet<NetworkView>
{
    private static readonly string[] ListKeys =
        ["cniVersion", "cniVersions", "name", "disableCheck", "disableGC", "loadOnlyInlinedPlugins", "plugins"];

    // The kernel's limit for a file name.
    private const int LongestName = NodeLayout.LongestFileName;

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
            findings.Add(RuleBook.KeyType, value.Path, $"a name must be a string, not {value.Kind}; add quotes");
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
                $"the name has {name.Length} characters, but at most {LongestName} are allowed, because it becomes a "
                + "file name; shorten it");
        }
        else if (!char.IsAsciiLetterOrDigit(name[0])
            || name.Any(static c => !char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or '-')))
        {
            findings.Add(
                RuleBook.NetworkName,
                value.Path,
                $"\"{Quote.Short(name)}\" is not a valid network name, because it becomes a file name; start with a "
                + "letter or digit and use only letters, digits, '_', '.' and '-'");
        }
        else if (name != view.Network.Name && !view.Plugins.Any(static p => p.Type == "ovn-k8s-cni-overlay"))
        {
            findings.Add(
                RuleBook.NameDiffers,
                value.Path,
                $"the configuration's name \"{name}\" differs from the network's name \"{view.Network.Name}\", which "
                + "is confusing in logs and in host-local's files; use the same name, or remove this one");
        }
    }

    private static void CheckVersion(NetworkView view, Findings findings)
    {
        var path = view.Json.PathOf("cniVersion");
        if (view.LacksVersion)
        {
            findings.Add(
                RuleBook.CniVersionMissing,
                path,
                view.IsList
                    ? "a list without a version runs with the version that the container runtime uses for Ramus, at "
                        + "most 1.0.0; add \"cniVersion\": \"1.0.0\", so that it is the same on every node"
                    : "without a version the network uses CNI 0.1.0, which allows one address per IP family; add "
                        + "\"cniVersion\": \"1.0.0\"");
        }
        else if (view.CniVersion is null)
        {
            var shown = view.Json.TryGet("cniVersion", out var own) ? own.Shown : "the value of 'cniVersions'";
            findings.Add(
                RuleBook.CniVersion,
                path,
                $"{shown} is not a supported CNI version; write \"1.0.0\" (supported versions: "
                + $"{string.Join(", ", CniVersions.Supported)})");
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
                    $"no plugin receives '{Quote.Short(key)}' next to 'plugins'; move it into the object of the plugin "
                    + "that needs it");
            }
        }
    }

    private static void CheckFlags(NetworkView view, Findings findings)
    {
        foreach (var key in (string[])["disableCheck", "disableGC", "loadOnlyInlinedPlugins"])
        {
            if (view.Json.TryGet(key, out var value) && !IsFlag(value.Element))
            {
                findings.Add(RuleBook.KeyType, value.Path, $"'{key}' must be true or false, not {value.Shown}");
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
                    $"'{Quote.Short(unknown)}' is not a node variable; known variables: {NodeVariables.Known}");
            }
            else if (!view.Json.HasVariables && text.Contains("${node.", StringComparison.Ordinal))
            {
                findings.Add(
                    RuleBook.NodeVariableUnused,
                    value.Path,
                    "the variable is not replaced, because the network does not have the annotation "
                    + $"{Annotations.Render}: node; add it");
            }
        }
    }

    private static IEnumerable<JsonView> Values(JsonView view)
    {
        var inner = view.IsObject ? view.Members().Select(static member => member.Value) : view.Items();
        return inner.SelectMany(Values).Prepend(view);
    }
}
