using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Contract.Migration;

/// <summary>The keys of Multus' configurations that say how it works, and what takes their place. Pure.</summary>
public static class MultusSettings
{
    private static readonly string[] Known =
    [
        "namespaceIsolation", "globalNamespaces", "defaultNetworks", "systemNamespaces", "multusNamespace",
        "readinessindicatorfile", "binDir", "confDir", "cniDir", "auxiliaryCNIChainName", "kubeconfig", "perNodeCertificate",
    ];

    /// <summary>Those that a configuration of the plugin or the daemon has, as JSON or the text that they hold.</summary>
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
        "namespaceIsolation" => value == "true" ? "set the chart's node.namespaceIsolation=true" : "as in Ramus",
        "globalNamespaces" => $"set the chart's node.globalNamespaces={{{value}}}",
        "readinessindicatorfile" => "not needed, Ramus asks the default network itself",
        "kubeconfig" or "perNodeCertificate" => "not needed, the node agent holds the credentials",
        "binDir" => "set the chart's host.binDir if your networks' plugins are only there",
        "confDir" => "set the chart's host.filesDir if networks refer to files there",
        "cniDir" => "pods that Multus made can be deleted only from /var/lib/cni/multus: delete them before this migration",
        _ => "the node agent has no such setting: see docs/migrating-from-multus.md",
    };
}
