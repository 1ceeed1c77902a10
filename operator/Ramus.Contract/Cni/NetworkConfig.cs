using System.Text;
using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Contract.Cni;

/// <summary>
/// A CNI network configuration, single or list, kept as text where it must pass unchanged. What a pod adds to it is
/// kept beside that text until the configuration is written: once for the record, and once for each plugin.
/// </summary>
public sealed class NetworkConfig
{
    /// <summary>
    /// The most bytes of a configuration in UTF-8: a hundred times what a long one has, and what a pipe takes at once.
    /// Everything that reads it takes time and memory in proportion.
    /// </summary>
    public const int MaxBytes = 64 * 1024;

    // Below the limit of GoJson, so that what is made of a configuration can always be read again.
    internal const int MaxDepth = GoJson.MaxDepth - 8;

    // A pod's arguments come later: they stand four levels below a list, which may be four levels deeper with them.
    private const int MaxArgumentsDepth = MaxDepth;

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

    /// <summary>The list says that CHECK is not to be called.</summary>
    public bool DisableCheck { get; init; }

    /// <summary>The list says that GC is not to be called.</summary>
    public bool DisableGc { get; init; }

    /// <summary>Plugins in the list's own directory are not appended.</summary>
    public bool LoadOnlyInlinedPlugins { get; init; }

    /// <summary>Device plugin resource whose devices the network hands out; our own key in rendered networks.</summary>
    public string? ResourceName { get; init; }

    /// <summary>UID of the NetworkAttachmentDefinition; our own key in rendered networks.</summary>
    public string? Uid { get; init; }

    /// <summary>Generation of the NetworkAttachmentDefinition, 0 = unknown; our own key in rendered networks.</summary>
    public long Generation { get; init; }

    /// <summary>The configuration exactly as given, without what a pod adds.</summary>
    public JsonElement Element { get; }

    /// <summary>The pod's device; null for none.</summary>
    internal string? Device { get; private init; }

    /// <summary>The pod's arguments, an object; null for none.</summary>
    internal JsonElement? CniArgs { get; private init; }

    /// <summary>Reads a configuration; a single one becomes a list of one plugin.</summary>
    public static NetworkConfig Parse(ReadOnlyMemory<byte> utf8, string what, string? fallbackName = null) =>
        FromElement(GoJson.Parse(utf8.Span, what, maxDepth: MaxDepth), what, fallbackName);

    /// <summary>Refuses a text that is too long before anything reads it.</summary>
    /// <exception cref="ContractException">It is longer than <see cref="MaxBytes"/>.</exception>
    public static void RequireSize(string config, string what)
    {
        if (config.Length > MaxBytes || Encoding.UTF8.GetByteCount(config) > MaxBytes)
        {
            throw new ContractException($"{what}: is longer than {MaxBytes} bytes, the most that a network may have");
        }
    }

    /// <summary>As <see cref="Parse"/>, for JSON that <see cref="GoJson"/> has already read.</summary>
    public static NetworkConfig FromElement(JsonElement element, string what, string? fallbackName = null) =>
        ConfigReader.Read(GoJson.RequireObject(element, what), what, fallbackName);

    /// <summary>The list form, with what a pod adds; everything else in the plugins keeps its text.</summary>
    public byte[] ToListJson()
    {
        var json = new JsonText();
        WriteList(json);
        return json.ToArray();
    }

    /// <summary>As <see cref="ToListJson"/>, as a value of a larger text.</summary>
    public void WriteList(JsonText json) => ConfigWriter.List(json, this);

    /// <summary>The same network with this device in <c>deviceID</c> and <c>pciBusID</c> of every plugin.</summary>
    public NetworkConfig WithDevice(string deviceId) => Copy(deviceId, CniArgs, ResourceName, Uid, Generation);

    /// <summary>
    /// The same network with these keys merged into <c>args.cni</c> of every plugin; they win over keys of the plugin,
    /// and over those of an earlier call.
    /// </summary>
    /// <exception cref="ContractException">
    /// They are no object, too many or too deep, or a plugin's own are no object.
    /// </exception>
    public NetworkConfig WithCniArgs(JsonElement cniArgs)
    {
        var arguments = GoJson.RequireObject(cniArgs, "cni-args");
        if (CniArgs is { } earlier)
        {
            arguments = ConfigWriter.Merge(earlier, arguments);
        }

        ConfigReader.CheckArguments(this, arguments, MaxArgumentsDepth);
        return Copy(Device, arguments, ResourceName, Uid, Generation);
    }

    /// <summary>The same network under another name, which its plugins keep addresses by.</summary>
    public NetworkConfig WithName(string name) => Copy(Device, CniArgs, ResourceName, Uid, Generation, name);

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

    /// <summary>The list form of it, with our own keys set: what a node renders it must be able to read.</summary>
    internal NetworkConfig Rendered(string? resourceName, string? uid, long generation = 0)
    {
        var rendered = Copy(Device, CniArgs, resourceName, string.IsNullOrEmpty(uid) ? null : uid, generation);
        return Parse(rendered.ToListJson(), $"network '{Name}'", Name);
    }

    private NetworkConfig Copy(
        string? device, JsonElement? cniArgs, string? resourceName, string? uid, long generation,
        string? name = null) =>
        new(Element, Plugins)
        {
            Name = name ?? Name,
            CniVersion = CniVersion,
            DisableCheck = DisableCheck,
            DisableGc = DisableGc,
            LoadOnlyInlinedPlugins = LoadOnlyInlinedPlugins,
            ResourceName = resourceName,
            Uid = uid,
            Generation = generation,
            Device = device,
            CniArgs = cniArgs,
        };
}
