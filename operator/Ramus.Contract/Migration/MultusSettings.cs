using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;

namespace Ramus.Contract.Migration;

/// <summary>The settings in Multus' configurations, and the settings of Ramus that replace them.</summary>
public static class MultusSettings
{
    private static readonly string[] Known =
    [
        PluginKeys.NamespaceIsolation, PluginKeys.GlobalNamespaces, PluginKeys.DefaultNetworks,
        PluginKeys.SystemNamespaces, PluginKeys.MultusNamespace, PluginKeys.ReadinessFile, PluginKeys.BinDir,
        PluginKeys.ConfDir, PluginKeys.StateDir, PluginKeys.AuxiliaryChain, "kubeconfig", "perNodeCertificate",
    ];

    /// <summary>
    /// The settings in a configuration of Multus' plugin or daemon: strings as they are, other values as JSON.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Read(JsonElement config)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in Known)
        {
            if (config.TryGetKey(key, out var value))
            {
                settings[key] = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
            }
        }

        return settings;
    }

    /// <summary>One line per setting.</summary>
    public static IEnumerable<string> Describe(IReadOnlyDictionary<string, string> settings) =>
        settings.Select(setting => $"setting {setting.Key} = {setting.Value}: {Advice(setting.Key, setting.Value)}");

    private static string Advice(string key, string value) => key switch
    {
        _ when IsStandard(key, value) => "same as in Ramus",
        PluginKeys.NamespaceIsolation => "set the chart's node.namespaceIsolation=true",
        PluginKeys.GlobalNamespaces => $"set the chart's node.globalNamespaces={{{value}}}",
        PluginKeys.ReadinessFile => "not needed, because the node agent checks the default network itself",
        "kubeconfig" or "perNodeCertificate" => "not needed, because only the node agent has credentials",
        PluginKeys.BinDir => "set the chart's host.binDir if your networks' plugins are only in this directory",
        PluginKeys.ConfDir => "set the chart's host.filesDir if networks use configuration files in this directory",
        PluginKeys.StateDir =>
            $"Ramus reads the records of Multus' pods only in {NodeLayout.MultusStateDir}: delete the pods that Multus "
            + "attached before you migrate",
        _ => "the node agent has no such setting: see docs/migrating-from-multus.md",
    };

    // A setting with Ramus' own default needs no action.
    private static bool IsStandard(string key, string value) => key switch
    {
        PluginKeys.NamespaceIsolation => value != "true",
        PluginKeys.GlobalNamespaces => value.Trim() is "" or "default",
        PluginKeys.StateDir => IsPath(value, NodeLayout.MultusStateDir),
        PluginKeys.ConfDir => IsPath(value, NodeLayout.StandardFilesDir),
        PluginKeys.MultusNamespace => value == "kube-system",
        PluginKeys.SystemNamespaces => Dense(value) == "[\"kube-system\"]",
        PluginKeys.DefaultNetworks => Dense(value) == "[]",
        PluginKeys.AuxiliaryChain => value.Length == 0,
        _ => false,
    };

    // Multus cleans paths as Go does, by text only: redundant slashes and dots do not matter. An empty path stands for
    // the default.
    private static bool IsPath(string value, string standard) =>
        value.Length == 0 || (value.StartsWith('/') && !value.Contains('\0')
        && Path.TrimEndingDirectorySeparator(Path.GetFullPath(value)) == standard);

    private static string Dense(string json) => string.Concat(json.Where(c => !char.IsWhiteSpace(c)));
}
