using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Contract.Cni;

/// <summary>A CNI network configuration, single or list, kept as text where it must pass unchanged.</summary>
public sealed class NetworkConfig
{
    // Below the limit of GoJson, so that what is made of a configuration can always be read again.
    internal const int MaxDepth = GoJson.MaxDepth - 8;

    internal NetworkConfig(JsonElement element, IReadOnlyList<PluginConfig> plugins)
    {
        Element = element;
        Plugins = plugins;
    }

    /// <summary>Name of the network; "" when the configuration has none and no other was offered.</summary>
    public required string Name { get; init; }

    /// <summary>The version to use, the highest known one of those that the configuration offers.</summary>
    public required string CniVersion { get; init; }

    /// <summary>At least one.</summary>
    public IReadOnlyList<PluginConfig> Plugins { get; }

    public bool DisableCheck { get; init; }

    public bool DisableGc { get; init; }

    public bool LoadOnlyInlinedPlugins { get; init; }

    /// <summary>Device plugin resource whose devices the network hands out; our own key in rendered networks.</summary>
    public string? ResourceName { get; init; }

    /// <summary>UID of the NetworkAttachmentDefinition; our own key in rendered networks.</summary>
    public string? Uid { get; init; }

    /// <summary>Generation of the NetworkAttachmentDefinition, 0 = unknown; our own key in rendered networks.</summary>
    public long Generation { get; init; }

    /// <summary>The configuration exactly as given.</summary>
    public JsonElement Element { get; }

    /// <summary>Reads a configuration; a single one becomes a list of one plugin.</summary>
    public static NetworkConfig Parse(ReadOnlyMemory<byte> utf8, string what, string? fallbackName = null) =>
        FromElement(GoJson.Parse(utf8.Span, what, maxDepth: MaxDepth), what, fallbackName);

    /// <summary>As <see cref="Parse"/>, for JSON that <see cref="GoJson"/> has already read.</summary>
    public static NetworkConfig FromElement(JsonElement element, string what, string? fallbackName = null) =>
        ConfigReader.Read(GoJson.RequireObject(element, what), what, fallbackName);

    /// <summary>The list form; the text of the plugins is unchanged.</summary>
    public byte[] ToListJson() => ConfigWriter.List(this, static (json, plugin) => json.Raw(plugin.Element));

    /// <summary>The same network with this device in <c>deviceID</c> and <c>pciBusID</c> of every plugin.</summary>
    public NetworkConfig WithDevice(string deviceId) =>
        Edited((json, plugin) => ConfigWriter.WithDevice(json, plugin.Element, deviceId));

    /// <summary>The same network with these keys merged into <c>args.cni</c> of every plugin; they win.</summary>
    public NetworkConfig WithCniArgs(JsonElement cniArgs) =>
        Edited((json, plugin) =>
            ConfigWriter.WithCniArgs(json, plugin, GoJson.RequireObject(cniArgs, "cni-args"), Name));

    /// <summary>
    /// What one plugin gets on stdin: its object with name and version of the network, <c>prevResult</c> and
    /// <c>runtimeConfig</c> set (null removes the key); everything else keeps its text and order.
    /// </summary>
    public byte[] PluginInput(
        int index,
        JsonElement? prevResult,
        JsonElement? runtimeConfig,
        IEnumerable<KeyValuePair<string, JsonElement>>? extra = null) =>
        ConfigWriter.PluginInput(this, index, prevResult, runtimeConfig, extra ?? []);

    /// <summary>The list form of it, with our own keys set.</summary>
    internal NetworkConfig Rendered(string? resourceName, string? uid, long generation = 0) =>
        new NetworkConfig(Element, Plugins)
        {
            Name = Name,
            CniVersion = CniVersion,
            DisableCheck = DisableCheck,
            DisableGc = DisableGc,
            LoadOnlyInlinedPlugins = LoadOnlyInlinedPlugins,
            ResourceName = resourceName,
            Uid = string.IsNullOrEmpty(uid) ? null : uid,
            Generation = generation,
        }.Edited(static (json, plugin) => json.Raw(plugin.Element), MaxDepth);

    // What a node renders it must be able to read; a pod's arguments come later, and may reach deeper.
    private NetworkConfig Edited(Action<JsonText, PluginConfig> write, int maxDepth = MaxDepth + 4)
    {
        var what = $"network '{Name}'";
        return FromElement(GoJson.Parse(ConfigWriter.List(this, write), what, maxDepth: maxDepth), what, Name);
    }
}
