using System.Text;
using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Contract.Cni;

/// <summary>
/// A CNI network configuration, single or list. Its text is kept unchanged; a pod's device and arguments are kept
/// separately and merged when the configuration is written, once for the record and once for each plugin.
/// </summary>
public sealed class NetworkConfig
{
    /// <summary>
    /// The largest size of a configuration in UTF-8 bytes: a hundred times the size of a long one, and the capacity of
    /// a pipe. Time and memory of all readers grow with the size.
    /// </summary>
    public const int MaxBytes = 64 * 1024;

    // Below GoJson's limit, so that a configuration to which levels were added can still be read.
    internal const int MaxDepth = GoJson.MaxDepth - 8;

    // A pod's arguments are inserted four levels below the top of a list, which adds up to four levels.
    private const int MaxArgumentsDepth = MaxDepth;

    internal NetworkConfig(JsonElement element, IReadOnlyList<PluginConfig> plugins)
    {
        Element = element;
        Plugins = plugins;
    }

    /// <summary>Name of the network; "" when the configuration has no name and the caller gave none.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The version to use: the highest supported version that the configuration offers; the oldest while it
    /// <see cref="LacksVersion"/>.
    /// </summary>
    public required string CniVersion { get; init; }

    /// <summary>
    /// Whether this is a list of plugins that names no version. It runs with the version of Ramus' own configuration,
    /// as in Multus: see <see cref="WithVersion"/>. A single plugin without a version runs with 0.1.0 (CNI
    /// specification).
    /// </summary>
    public bool LacksVersion { get; init; }

    /// <summary>The plugins, at least one.</summary>
    public IReadOnlyList<PluginConfig> Plugins { get; }

    /// <summary>Whether the list disables CHECK.</summary>
    public bool DisableCheck { get; init; }

    /// <summary>Whether the list disables GC.</summary>
    public bool DisableGc { get; init; }

    /// <summary>Whether the list disables appending the plugins of its own directory.</summary>
    public bool LoadOnlyInlinedPlugins { get; init; }

    /// <summary>Device plugin resource whose devices the network allocates; our own key in rendered networks.</summary>
    public string? ResourceName { get; init; }

    /// <summary>UID of the NetworkAttachmentDefinition; our own key in rendered networks.</summary>
    public string? Uid { get; init; }

    /// <summary>Generation of the NetworkAttachmentDefinition, 0 = unknown; our own key in rendered networks.</summary>
    public long Generation { get; init; }

    /// <summary>Values that no message about the network may contain; our own key in rendered networks.</summary>
    public HiddenValues Hidden { get; init; } = HiddenValues.None;

    /// <summary>The configuration exactly as given, without a pod's device and arguments.</summary>
    public JsonElement Element { get; }

    /// <summary>The pod's device; null for none.</summary>
    internal string? Device { get; private init; }

    /// <summary>The pod's arguments, an object; null for none.</summary>
    internal JsonElement? CniArgs { get; private init; }

    /// <summary>Reads a configuration; a single plugin becomes a list of one plugin.</summary>
    public static NetworkConfig Parse(ReadOnlyMemory<byte> utf8, string what, string? fallbackName = null) =>
        FromElement(GoJson.Parse(utf8.Span, what, maxDepth: MaxDepth), what, fallbackName);

    /// <summary>Refuses a text that is too long before it is parsed.</summary>
    /// <exception cref="ContractException">The text is longer than <see cref="MaxBytes"/>.</exception>
    public static void RequireSize(string config, string what)
    {
        if (config.Length > MaxBytes || Encoding.UTF8.GetByteCount(config) > MaxBytes)
        {
            throw new ContractException($"{what} is longer than {MaxBytes} bytes, the largest size of a configuration");
        }
    }

    /// <summary>As <see cref="Parse"/>, for JSON that <see cref="GoJson"/> has already read.</summary>
    public static NetworkConfig FromElement(JsonElement element, string what, string? fallbackName = null) =>
        ConfigReader.Read(GoJson.RequireObject(element, what), what, fallbackName);

    /// <summary>
    /// The list form with the pod's device and arguments; everything else in the plugins keeps its text.
    /// </summary>
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
    /// The same network with these keys merged into <c>args.cni</c> of every plugin. They win over the plugin's own
    /// keys and over the keys of an earlier call.
    /// </summary>
    /// <exception cref="ContractException">
    /// The arguments are not an object, too many or too deep, or a plugin's own arguments are not an object.
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

    /// <summary>The same network under another name. IPAM plugins store addresses by this name.</summary>
    public NetworkConfig WithName(string name) => Copy(Device, CniArgs, ResourceName, Uid, Generation, name);

    /// <summary>The same network; if it <see cref="LacksVersion"/>, with this version.</summary>
    public NetworkConfig WithVersion(string cniVersion) =>
        LacksVersion ? Copy(Device, CniArgs, ResourceName, Uid, Generation, cniVersion: cniVersion) : this;

    /// <summary>The same network without <see cref="Hidden"/>, for the policy.</summary>
    public NetworkConfig WithoutHidden() =>
        Copy(Device, CniArgs, ResourceName, Uid, Generation, hidden: HiddenValues.None);

    /// <summary>
    /// A plugin's stdin: its object with the network's name and version, and with <c>prevResult</c> and
    /// <c>runtimeConfig</c> set (null removes the key). Everything else keeps its text and order.
    /// </summary>
    public byte[] PluginInput(
        int index,
        JsonElement? prevResult,
        JsonElement? runtimeConfig,
        IEnumerable<KeyValuePair<string, JsonElement>>? extra = null) =>
        ConfigWriter.PluginInput(this, index, prevResult, runtimeConfig, extra ?? []);

    /// <summary>The list form with our own keys, parsed again to make sure that the plugin can read it.</summary>
    internal NetworkConfig Rendered(string? resourceName, string? uid, long generation, HiddenValues hidden)
    {
        var rendered = Copy(
            Device, CniArgs, resourceName, string.IsNullOrEmpty(uid) ? null : uid, generation, hidden: hidden);
        return Parse(rendered.ToListJson(), $"network '{Name}'", Name);
    }

    private NetworkConfig Copy(
        string? device, JsonElement? cniArgs, string? resourceName, string? uid, long generation,
        string? name = null, HiddenValues? hidden = null, string? cniVersion = null) =>
        new(Element, Plugins)
        {
            Name = name ?? Name,
            CniVersion = cniVersion ?? CniVersion,
            LacksVersion = LacksVersion && cniVersion is null,
            DisableCheck = DisableCheck,
            DisableGc = DisableGc,
            LoadOnlyInlinedPlugins = LoadOnlyInlinedPlugins,
            ResourceName = resourceName,
            Uid = uid,
            Generation = generation,
            Hidden = hidden ?? Hidden,
            Device = device,
            CniArgs = cniArgs,
        };
}
