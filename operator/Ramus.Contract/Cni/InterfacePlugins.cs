using System.Collections.Frozen;
using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Contract.Cni;

/// <summary>
/// Plugins that create or change interfaces, which must not be used as an IPAM plugin. Such a plugin gets the whole
/// configuration and calls the plugin in its <c>ipam</c>, which is itself: it starts thousands of processes until the
/// timeout.
/// </summary>
public static class InterfacePlugins
{
    /// <summary>The types of these plugins.</summary>
    public static IReadOnlySet<string> Types { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "accelerated-bridge", "bandwidth", "bond", "bridge", "cnv-bridge", "cnv-tuning", "dummy", "firewall", "flannel",
        "host-device", "ib-sriov", "ipoib", "ipvlan", "loopback", "macvlan", "macvtap", "ovn-k8s-cni-overlay", "ovs",
        "ovs-mirror-consumer", "ovs-mirror-producer", "passthru", "portmap", "ptp", "rdma", "route-override", "sbr",
        "sriov", "tap", "tuning", "vlan", "vrf");

    /// <summary>
    /// The types that move a device of the node into the pod. On DEL they look for the device only by the name of the
    /// pod's interface.
    /// </summary>
    public static IReadOnlySet<string> MoveDevices { get; } = FrozenSet.Create(
        StringComparer.Ordinal, "accelerated-bridge", "host-device", "ib-sriov", "ovs", "sriov");

    /// <summary>The first such type in an <c>ipam</c>, at any depth; null when there is none.</summary>
    public static string? FindInIpam(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject()
            .Select(static property => OfIpam(property) ?? FindInIpam(property.Value))
            .FirstOrDefault(static type => type is not null),
        JsonValueKind.Array => element.EnumerateArray().Select(FindInIpam)
            .FirstOrDefault(static type => type is not null),
        _ => null,
    };

    private static string? OfIpam(JsonProperty property) =>
        GoKey.Same(property, "ipam") && property.Value.TryGetKey("type", out var type)
        && type.ValueKind == JsonValueKind.String && Types.Contains(type.GetString()!)
            ? type.GetString()
            : null;
}
