using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.Policy;

namespace Ramus.Contract.NodeDisk;

/// <summary>
/// The part of the plugin's configuration that the agent writes. All paths are paths of the host. An administrator can
/// write the configuration by hand too, so every key is optional.
/// </summary>
public sealed record RamusConflistSettings
{
    /// <summary>Every key that <see cref="Read"/> reads.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        PluginKeys.BinDir, PluginKeys.RamusDir, PluginKeys.StateDir, PluginKeys.AgentSocket,
        PluginKeys.NamespaceIsolation, PluginKeys.GlobalNamespaces, PluginKeys.Use, PluginKeys.AccountGrants,
        PluginKeys.ReadinessFile, $"{PluginKeys.Compatibility}.{PluginKeys.AllowMissingDevice}",
        $"{PluginKeys.Compatibility}.{PluginKeys.MultusRuntimeConfig}",
        $"{PluginKeys.Compatibility}.{PluginKeys.AllowUnknownRequests}", PluginKeys.Leaving,
        PluginKeys.BuiltInPlugins,
    ];

    /// <summary>The directory of the delegates' plugins; "" uses CNI_PATH.</summary>
    public string BinDir { get; init; } = NodeLayout.StandardBinDir;

    /// <summary>The directory of rendered networks.</summary>
    public string RamusDir { get; init; } = NodeLayout.StandardRamusDir;

    /// <summary>The directory of the plugin's state.</summary>
    public string CniDir { get; init; } = NodeLayout.StandardStateDir;

    /// <summary>The agent's socket. The plugin works without the agent when no process listens on it.</summary>
    public string AgentSocket { get; init; } = NodeLayout.StandardSocket;

    /// <summary>Whether a pod may use only networks of its own namespace and of global namespaces.</summary>
    public bool NamespaceIsolation { get; init; }

    /// <summary>The global namespaces, separated by commas.</summary>
    public string GlobalNamespaces { get; init; } = "default";

    /// <summary>Whether a network is attached without a device when none was allocated.</summary>
    public bool AllowMissingDevice { get; init; }

    /// <summary>Whether every network gets the runtime's capability arguments, as with Multus.</summary>
    public bool MultusRuntimeConfig { get; init; }

    /// <summary>The file that must exist before pods are attached; null for none.</summary>
    public string? ReadinessFile { get; init; }

    /// <summary>The plugin's limits and its log.</summary>
    public PluginTuning Tuning { get; init; } = new();
    /// <summary>Whether 'mac' and 'ips' are accepted for plugins that are not known to read them.</summary>
    public bool AllowsUnknownRequests { get; init; }

    /// <summary>The networks that pods may use according to the cluster's policy.</summary>
    public NetworkUse Use { get; init; } = NetworkUse.Everything;

    /// <summary>The plugin types that run inside our plugin.</summary>
    public BuiltInChoice BuiltIn { get; init; } = BuiltInChoice.None;

    /// <summary>Whether Ramus was uninstalled while pods used its networks.</summary>
    public bool IsLeaving { get; init; }

    /// <summary>Reads the plugin's object; <paramref name="what"/> names it in messages.</summary>
    /// <exception cref="ContractException">A key has a wrong type, or a path is not absolute.</exception>
    public static RamusConflistSettings Read(JsonElement plugin, string what) => new()
    {
        BinDir = ReadPath(plugin, PluginKeys.BinDir, what) ?? "",
        RamusDir = ReadDirectory(plugin, PluginKeys.RamusDir, NodeLayout.StandardRamusDir, what),
        CniDir = ReadDirectory(plugin, PluginKeys.StateDir, NodeLayout.StandardStateDir, what),
        AgentSocket = ReadDirectory(plugin, PluginKeys.AgentSocket, NodeLayout.StandardSocket, what),
        NamespaceIsolation = plugin.GetFlag(PluginKeys.NamespaceIsolation, what),
        GlobalNamespaces = plugin.GetText(PluginKeys.GlobalNamespaces, what) ?? "default",
        AllowMissingDevice = IsCompatible(plugin, PluginKeys.AllowMissingDevice, what),
        MultusRuntimeConfig = IsCompatible(plugin, PluginKeys.MultusRuntimeConfig, what),
        AllowsUnknownRequests = IsCompatible(plugin, PluginKeys.AllowUnknownRequests, what),
        ReadinessFile = ReadPath(plugin, PluginKeys.ReadinessFile, what),
        Use = ReadUse(plugin, what),
        BuiltIn = BuiltInChoice.Read(plugin, what),
        IsLeaving = plugin.GetFlag(PluginKeys.Leaving, what),
    };

    /// <summary>Reads an absolute path; <paramref name="absent"/> when it is missing or empty.</summary>
    /// <exception cref="ContractException">The path is relative or not a valid path.</exception>
    public static string ReadDirectory(JsonElement plugin, string key, string absent, string what)
    {
        var path = ReadPath(plugin, key, what);
        return string.IsNullOrEmpty(path) ? absent
            : path[0] == '/' ? path
            : throw new ContractException($"{what}: '{key}' must be an absolute path, not '{path}'");
    }

    /// <summary>Reads a path; null when it is missing.</summary>
    /// <exception cref="ContractException">The value is not a valid path.</exception>
    public static string? ReadPath(JsonElement plugin, string key, string what)
    {
        // The kernel would read the path only up to the NUL character, and .NET's functions throw.
        var path = plugin.GetText(key, what);
        return path?.Contains('\0') == true
            ? throw new ContractException($"{what}: '{key}' contains a NUL character, which is not allowed in a path")
            : path;
    }

    private static bool IsCompatible(JsonElement plugin, string key, string what) =>
        plugin.TryGetKey(PluginKeys.Compatibility, out var compatibility)
        && compatibility.ValueKind == JsonValueKind.Object && compatibility.GetFlag(key, what);

    // An unreadable policy may be of a newer version. Deny all networks, but let every pod be deleted.
    private static NetworkUse ReadUse(JsonElement plugin, string what)
    {
        try
        {
            if (!plugin.TryGetKey(PluginKeys.Use, out var written))
            {
                return NetworkUse.Everything;
            }

            var use = NetworkUse.Read(written, $"'{PluginKeys.Use}' of {what}");
            return use with { Grants = [.. use.Grants, .. ReadAccountGrants(plugin, what)] };
        }
        catch (ContractException mistake)
        {
            return NetworkUse.Denied(mistake.Message);
        }
    }

    // A newer version may have written the grants. Then no pod may use networks that only these grants allow.
    private static IReadOnlyList<NetworkGrant> ReadAccountGrants(JsonElement plugin, string what)
    {
        try
        {
            return PolicyReader.Grants(plugin, PluginKeys.AccountGrants, what);
        }
        catch (ContractException)
        {
            return [];
        }
    }

    /// <summary>Writes the keys into the plugin's object.</summary>
    internal void WriteTo(JsonText json)
    {
        json.Key(PluginKeys.BinDir).Text(BinDir)
            .Key(PluginKeys.RamusDir).Text(RamusDir)
            .Key(PluginKeys.StateDir).Text(CniDir)
            .Key(PluginKeys.AgentSocket).Text(AgentSocket)
            .Key(PluginKeys.NamespaceIsolation).Flag(NamespaceIsolation)
            .Key(PluginKeys.GlobalNamespaces).Text(GlobalNamespaces);
        if (Use.IsLimited)
        {
            json.Key(PluginKeys.Use);
            Use.WriteTo(json);
            if (Use.AccountGrants.Any())
            {
                Use.WriteAccountGrantsTo(json.Key(PluginKeys.AccountGrants));
            }
        }

        if (ReadinessFile is not null)
        {
            json.Key(PluginKeys.ReadinessFile).Text(ReadinessFile);
        }

        WriteCompatibility(json);
        Tuning.WriteTo(json);
        if (BuiltIn != BuiltInChoice.None)
        {
            json.Key(PluginKeys.BuiltInPlugins).Text(BuiltIn.ToString());
        }

        if (IsLeaving)
        {
            json.Key(PluginKeys.Leaving).Flag(true);
        }
    }

    private void WriteCompatibility(JsonText json)
    {
        (string Key, bool IsSet)[] switches =
        [
            (PluginKeys.AllowMissingDevice, AllowMissingDevice),
            (PluginKeys.AllowUnknownRequests, AllowsUnknownRequests),
            (PluginKeys.MultusRuntimeConfig, MultusRuntimeConfig),
        ];
        if (!switches.Any(static one => one.IsSet))
        {
            return;
        }

        json.Key(PluginKeys.Compatibility).StartObject();
        foreach (var (key, _) in switches.Where(static one => one.IsSet))
        {
            json.Key(key).Flag(true);
        }

        json.EndObject();
    }
}
