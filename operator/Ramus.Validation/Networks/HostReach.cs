using System.Collections.Frozen;
using Ramus.Validation.Json;

namespace Ramus.Validation.Networks;

/// <summary>
/// What a plugin takes of the node: the keys that name an interface or a device, and what it takes when they are
/// missing. A plugin that is not in this table may take anything.
/// </summary>
/// <param name="Keys">Each holds a name, or several with commas between them.</param>
/// <param name="Absent">The interface that is taken without the keys; null for none.</param>
/// <param name="IsList">Whether the plugin takes a text with commas for several names.</param>
internal sealed record HostReach(IReadOnlyList<string> Keys, string? Absent = null, bool IsList = false)
{
    /// <summary>Stands for the interface of the node's default route, whatever its name.</summary>
    public const string DefaultRoute = "";

    /// <summary>Stands for the network's name, which is a physical network's too in a localnet.</summary>
    private const string OwnName = "\n";

    private const string StandardBridge = "cni0";

    private static readonly HostReach Nothing = new([]);
    private static readonly HostReach OneMaster = new(["master"]);
    private static readonly HostReach AnyMaster = OneMaster with { Absent = DefaultRoute };
    private static readonly HostReach ABridge = new(["bridge"]);
    private static readonly HostReach CniBridge = ABridge with { Absent = StandardBridge };
    private static readonly HostReach ADevice = new(["deviceID", "pciBusID"]);

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
        ["ib-sriov"] = ADevice,
        ["ipoib"] = AnyMaster,
        ["ipvlan"] = AnyMaster,
        ["loopback"] = Nothing,
        ["macvlan"] = AnyMaster,
        ["macvtap"] = new(["master", "deviceID"]),
        ["ovn-k8s-cni-overlay"] = new(["physicalNetworkName"], OwnName),
        ["ovs"] = new(["bridge", "deviceID", "pciBusID"]),
        ["ovs-mirror-consumer"] = ABridge,
        ["ovs-mirror-producer"] = ABridge,
        ["passthru"] = Nothing,
        ["portmap"] = Nothing,
        ["ptp"] = Nothing,
        ["rdma"] = Nothing,
        ["route-override"] = Nothing,
        ["sbr"] = Nothing,
        ["sriov"] = ADevice,
        ["tap"] = ABridge,
        ["tuning"] = Nothing,
        ["vlan"] = OneMaster,
        ["vrf"] = Nothing,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What a plugin of this type takes; null when that is not known.</summary>
    public static HostReach? Of(string type) => ByType.GetValueOrDefault(type);

    /// <summary>What a plugin takes without the keys, in a network of this name.</summary>
    public string? AbsentIn(JsonView plugin, string network) =>
        Absent != OwnName ? Absent
        : plugin.TryText("topology", out var topology) && topology is not "localnet" ? null
        : network;

    /// <summary>
    /// What a text may be read as: the names between its commas and, unless <paramref name="type"/> takes lists, the
    /// whole of it, as it stands.
    /// </summary>
    public static IEnumerable<string> Names(string type, string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        return Of(type) is { IsList: true } || (parts.Length == 1 && parts[0] == text) ? parts : [text, .. parts];
    }

    /// <summary>
    /// Whether a name stands for another one than it spells: the kernel reads it to its first NUL, and plugins resolve
    /// steps upwards in the paths of devices.
    /// </summary>
    public static bool IsDisguised(string name) => name.Any(char.IsControl) || name.Split('/').Contains("..");

    /// <summary>
    /// Keys that name something of the node in some plugin: they are judged wherever they stand, because another
    /// version of a plugin may read them too.
    /// </summary>
    public static IReadOnlyList<string> AllKeys { get; } =
        [.. ByType.Values.SelectMany(static reach => reach.Keys).Distinct()];
}
