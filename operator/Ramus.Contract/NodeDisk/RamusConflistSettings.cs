using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Contract.Policy;

namespace Ramus.Contract.NodeDisk;

/// <summary>
/// The part of the plugin's configuration that the agent writes. All paths are as the host sees them. A person may
/// write the configuration too, so every key may be missing.
/// </summary>
public sealed record RamusConflistSettings
{
    /// <summary>Every key that is read below.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        PluginKeys.BinDir, PluginKeys.RamusDir, PluginKeys.StateDir, PluginKeys.AgentSocket,
        PluginKeys.NamespaceIsolation, PluginKeys.GlobalNamespaces, PluginKeys.Use,
        $"{PluginKeys.Compatibility}.{PluginKeys.AllowMissingDevice}", PluginKeys.Leaving,
    ];

    /// <summary>Where the plugins of delegates are; "" leaves it to CNI_PATH.</summary>
    public string BinDir { get; init; } = NodeLayout.StandardBinDir;

    /// <summary>Where the agent renders networks.</summary>
    public string RamusDir { get; init; } = NodeLayout.StandardRamusDir;

    /// <summary>The plugin's state.</summary>
    public string CniDir { get; init; } = NodeLayout.StandardStateDir;

    /// <summary>Where the plugin asks the agent; it is not asked where nothing listens.</summary>
    public string AgentSocket { get; init; } = NodeLayout.StandardSocket;

    /// <summary>A pod may use networks of its own namespace and of global ones only.</summary>
    public bool NamespaceIsolation { get; init; }

    /// <summary>The global namespaces, separated by commas.</summary>
    public string GlobalNamespaces { get; init; } = "default";

    /// <summary>A network whose device was not allocated is attached without one.</summary>
    public bool AllowMissingDevice { get; init; }

    /// <summary>Which networks pods may use by the cluster's policy.</summary>
    public NetworkUse Use { get; init; } = NetworkUse.Everything;

    /// <summary>Ramus was uninstalled while pods had networks of it.</summary>
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
        AllowMissingDevice = plugin.TryGetKey(PluginKeys.Compatibility, out var compatibility)
            && compatibility.ValueKind == JsonValueKind.Object
            && compatibility.GetFlag(PluginKeys.AllowMissingDevice, what),
        Use = ReadUse(plugin, what),
        IsLeaving = plugin.GetFlag(PluginKeys.Leaving, what),
    };

    /// <summary>Reads an absolute path; <paramref name="absent"/> where it is missing or empty.</summary>
    /// <exception cref="ContractException">It is a relative path, or no path at all.</exception>
    public static string ReadDirectory(JsonElement plugin, string key, string absent, string what)
    {
        var path = ReadPath(plugin, key, what);
        return string.IsNullOrEmpty(path) ? absent
            : path[0] == '/' ? path
            : throw new ContractException($"{what}: '{key}' must be an absolute path, not '{path}'");
    }

    /// <summary>Reads a path; null where it is missing.</summary>
    /// <exception cref="ContractException">No path can be so.</exception>
    public static string? ReadPath(JsonElement plugin, string key, string what)
    {
        // What stands before the zero would be the whole path for the kernel, and .NET's own functions throw.
        var path = plugin.GetText(key, what);
        return path?.Contains('\0') == true
            ? throw new ContractException($"{what}: '{key}' holds a zero character, which no path can have")
            : path;
    }

    // Of a newer version, perhaps: then no pod gets a network by it, and every pod can still be deleted.
    private static NetworkUse ReadUse(JsonElement plugin, string what)
    {
        try
        {
            return plugin.TryGetKey(PluginKeys.Use, out var use)
                ? NetworkUse.Read(use, $"'{PluginKeys.Use}' of {what}")
                : NetworkUse.Everything;
        }
        catch (ContractException mistake)
        {
            return NetworkUse.Denied(mistake.Message);
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
        }

        if (AllowMissingDevice)
        {
            json.Key(PluginKeys.Compatibility).StartObject()
                .Key(PluginKeys.AllowMissingDevice).Flag(true).EndObject();
        }

        if (IsLeaving)
        {
            json.Key(PluginKeys.Leaving).Flag(true);
        }
    }
}
