using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.NodeDisk;

namespace Ramus.Contract.Migration;

/// <summary>The keys of Multus' configurations that say how it works, and what takes their place. Pure.</summary>
public static class MultusSettings
{
    private static readonly string[] Known =
    [
        PluginKeys.NamespaceIsolation, PluginKeys.GlobalNamespaces, PluginKeys.DefaultNetworks,
        PluginKeys.SystemNamespaces, PluginKeys.MultusNamespace, PluginKeys.ReadinessFile, PluginKeys.BinDir,
        PluginKeys.ConfDir, PluginKeys.StateDir, PluginKeys.AuxiliaryChain, "kubeconfig", "perNodeCertificate",
    ];

    /// <summary>
    /// Those that a configuration of the plugin or the daemon has, as JSON or the text that they hold.
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

    /// <summary>One line for each.</summary>
    public static IEnumerable<string> Describe(IReadOnlyDictionary<string, string> settings) =>
        settings.Select(setting => $"setting {setting.Key} = {setting.Value}: {Advice(setting.Key, setting.Value)}");

    private static string Advice(string key, string value) => key switch
    {
        _ when IsStandard(key, value) => "as in Ramus",
        PluginKeys.NamespaceIsolation => "set the chart's node.namespaceIsolation=true",
        PluginKeys.GlobalNamespaces => $"set the chart's node.globalNamespaces={{{value}}}",
        PluginKeys.ReadinessFile => "not needed, Ramus asks the default network itself",
        "kubeconfig" or "perNodeCertificate" => "not needed, the node agent holds the credentials",
        PluginKeys.BinDir => "set the chart's host.binDir if your networks' plugins are only there",
        PluginKeys.ConfDir => "set the chart's host.filesDir if networks refer to files there",
        PluginKeys.StateDir =>
            $"pods that Multus made can be deleted only from {NodeLayout.MultusStateDir}: delete them "
            + "before this migration",
        _ => "the node agent has no such setting: see docs/migrating-from-multus.md",
    };

    // What a configuration says though it is so anyway needs nothing.
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

    // Multus joins paths as Go does, which looks at the text alone: slashes and dots that are too much do not count.
    private static bool IsPath(string value, string standard) =>
        value.StartsWith('/') && !value.Contains('\0')
        && Path.TrimEndingDirectorySeparator(Path.GetFullPath(value)) == standard;

    private static string Dense(string json) => string.Concat(json.Where(c => !char.IsWhiteSpace(c)));
}
