using System.Collections.Frozen;
using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Contract.Cni;

/// <summary>Which CNI plugins use the device of a network's resource. Source: the plugins' own documentation.</summary>
public static class DevicePlugins
{
    private static readonly FrozenSet<string> Without = FrozenSet.Create(
        StringComparer.Ordinal,
        "bandwidth", "bond", "bridge", "cnv-bridge", "cnv-tuning", "dummy", "firewall", "flannel", "ipoib", "ipvlan",
        "loopback", "macvlan", "ovs-mirror-consumer", "ovs-mirror-producer", "portmap", "ptp", "route-override", "sbr",
        "tap", "tuning", "vlan", "vrf");

    private static readonly FrozenSet<string> Needing = FrozenSet.Create(
        StringComparer.Ordinal, "accelerated-bridge", "afxdp", "ib-sriov", "macvtap", "rdma", "sriov");

    // One of these keys of host-device selects the device in place of an allocated one.
    private static readonly string[] HostDeviceKeys = ["device", "hwaddr", "kernelpath", "pciBusID"];

    /// <summary>The use by a plugin of this type, whatever its configuration.</summary>
    public static DeviceUse UseOf(string type) =>
        Needing.Contains(type) ? DeviceUse.Required
        : Without.Contains(type) ? DeviceUse.None
        : DeviceUse.Optional;

    /// <summary>
    /// The use by a plugin with its configuration: a plugin whose configuration selects a device does not need another.
    /// </summary>
    public static DeviceUse UseOf(PluginConfig plugin) => plugin.Type switch
    {
        "host-device" when !HasText(plugin, "deviceID") && !HostDeviceKeys.Any(key => HasText(plugin, key)) =>
            DeviceUse.Required,
        var type when UseOf(type) == DeviceUse.Required && HasText(plugin, "deviceID") => DeviceUse.Optional,
        var type => UseOf(type),
    };

    /// <summary>The greatest use by a plugin of the network.</summary>
    public static DeviceUse UseOf(NetworkConfig network) => network.Plugins.Max(UseOf);

    private static bool HasText(PluginConfig plugin, string key) =>
        plugin.Element.TryGetKey(key, out var value) && value.ValueKind == JsonValueKind.String
        && !value.ValueEquals("");
}
