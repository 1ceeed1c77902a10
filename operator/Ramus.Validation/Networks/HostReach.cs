using System.Collections.Frozen;
using Ramus.Validation.Json;

namespace Ramus.Validation.Networks;

/// <summary>
/// The interfaces and devices of the node that a plugin uses: the keys that name them, and the default when the keys
/// are missing. A plugin that is not in this table may use any of them.
/// </summary>
/// <param name="Keys">The keys; each has one name, or several separated by commas.</param>
/// <param name="Absent">The interface that the plugin uses without the keys; null for none.</param>
/// <param name="IsList">Whether the plugin splits the text at commas.</param>
internal sealed record HostReach(IReadOnlyList<string> Keys, string? Absent = null, bool IsList = false)
{
    /// <summary>Stands for the interface of the node's default route, whatever its name.</summary>
    public const string DefaultRoute = "";

    /// <summary>
    /// Stands for an interface that the plugin chooses by other means: a file of the node, a device, br-int for an OVN
    /// port.
    /// </summary>
    public const string PluginsChoice = "\t";

    /// <summary>Stands for the network's name, which is also the physical network's name in a localnet.</summary>
    private const string OwnName = "\n";

    private const string StandardBridge = "cni0";

    private static readonly HostReach Nothing = new([]);
    private static readonly HostReach OneMaster = new(["master"]);
    private static readonly HostReach AnyMaster = OneMaster with { Absent = DefaultRoute };
    private static readonly HostReach BridgeKey = new(["bridge"]);
    private static readonly HostReach ChosenBridge = BridgeKey with { Absent = PluginsChoice };
    private static readonly HostReach CniBridge = BridgeKey with { Absent = StandardBridge };
    private static readonly HostReach DeviceKeys = new(["deviceID", "pciBusID"]);

    private static readonly FrozenDictionary<string, HostReach> ByType = new Dictionary<string, HostReach>
    {
        ["accelerated-bridge"] = new(["bridge", "deviceID", "pciBusID"], StandardBridge, IsList: true),
        ["bandwidth"] = Nothing,
        ["bond"] = Nothing,
        ["bridge"] = CniBridge,
        ["cnv-bridge"] = CniBridge,
        ["cnv-tuning"] = Nothing,
        ["dummy"] = Nothing,
        ["firewall"] = Nothing,
        ["flannel"] = Nothing,
        ["host-device"] = new(["device", "hwaddr", "kernelpath", "pciBusID", "deviceID"]),
        ["ib-sriov"] = DeviceKeys,
        ["ipoib"] = AnyMaster,
        ["ipvlan"] = AnyMaster,
        ["loopback"] = Nothing,
        ["macvlan"] = AnyMaster,
        ["macvtap"] = new(["master", "deviceID"]),
        ["ovn-k8s-cni-overlay"] = new(["physicalNetworkName"], OwnName),
        ["ovs"] = new(["bridge", "deviceID", "pciBusID"], PluginsChoice),
        ["ovs-mirror-consumer"] = ChosenBridge,
        ["ovs-mirror-producer"] = ChosenBridge,
        ["passthru"] = Nothing,
        ["portmap"] = Nothing,
        ["ptp"] = Nothing,
        ["rdma"] = Nothing,
        ["route-override"] = Nothing,
        ["sbr"] = Nothing,
        ["sriov"] = DeviceKeys,
        ["tap"] = BridgeKey,
        ["tuning"] = Nothing,
        ["vlan"] = OneMaster,
        ["vrf"] = Nothing,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The entry of a plugin type; null when the type is not known.</summary>
    public static HostReach? Of(string type) => ByType.GetValueOrDefault(type);

    /// <summary>The interface that a plugin uses without the keys, in a network of this name.</summary>
    public string? AbsentIn(JsonView plugin, string network) =>
        Absent != OwnName ? Absent
        : plugin.TryText("topology", out var topology) && topology is not "localnet" ? null
        : network;

    /// <summary>
    /// The names that a plugin may read from a text: the parts between commas and, unless <paramref name="type"/>
    /// splits at commas, the whole text.
    /// </summary>
    public static IEnumerable<string> Names(string type, string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        return Of(type) is { IsList: true } || (parts.Length == 1 && parts[0] == text) ? parts : [text, .. parts];
    }

    /// <summary>
    /// How a plugin changes the node itself, for addresses that the network's author chooses, and how to avoid it; null
    /// when it does not. ptp adds the gateway's address and a route to the pod, a bridge that is a gateway adds the
    /// gateway's address; portmap, firewall and <c>ipMasq</c> add packet filter rules for the pod's addresses.
    /// </summary>
    /// <param name="plugin">The plugin's configuration.</param>
    /// <param name="type">The plugin's type.</param>
    /// <param name="isOfFlannel">
    /// Whether flannel completes the configuration: its bridge is a gateway unless exactly this key is false.
    /// </param>
    public static (string How, string Instead)? ChangeOfNode(JsonView plugin, string type, bool isOfFlannel)
    {
        const string address = "gives the node an address", filter = "changes the node's packet filter for addresses";
        var isBridge = type is "bridge" or "cnv-bridge";
        return type switch
        {
            "ptp" => (address, "use another plugin"),
            "portmap" or "firewall" => (filter, "remove the plugin"),
            _ when isBridge && (plugin.IsOn("isGateway") || plugin.IsOn("isDefaultGateway")
                || (isOfFlannel && !plugin.IsExactlyOff("isGateway"))) =>
                (address, "set 'isGateway' and 'isDefaultGateway' to false"),
            _ when isBridge && plugin.IsOn("ipMasq") => (filter, "set 'ipMasq' to false"),
            _ => null,
        };
    }

    /// <summary>
    /// Whether a name can mean another name: the kernel reads it up to the first NUL, and plugins resolve ".." in paths
    /// of devices.
    /// </summary>
    public static bool IsDisguised(string name) => name.Any(char.IsControl) || name.Split('/').Contains("..");

    /// <summary>
    /// All keys that name an interface or a device in some plugin. They are checked in every plugin, because another
    /// version of the plugin may read them too.
    /// </summary>
    public static IReadOnlyList<string> AllKeys { get; } =
        [.. ByType.Values.SelectMany(static reach => reach.Keys).Distinct()];
}
