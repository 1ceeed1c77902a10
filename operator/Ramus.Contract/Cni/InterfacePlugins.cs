using System.Collections.Frozen;
using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Contract.Cni;

/// <summary>
/// Plugins that make or change interfaces. Called for addresses one gets the same configuration again, calls its own
/// address manager, and so itself, until the time is over: thousands of processes.
/// </summary>
public static class InterfacePlugins
{
    /// <summary>Their types.</summary>
    public static IReadOnlySet<string> Types { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "accelerated-bridge", "bandwidth", "bond", "bridge", "cnv-bridge", "cnv-tuning", "dummy", "firewall", "flannel",
        "host-device", "ib-sriov", "ipoib", "ipvlan", "loopback", "macvlan", "macvtap", "ovn-k8s-cni-overlay", "ovs",
        "ovs-mirror-consumer", "ovs-mirror-producer", "passthru", "portmap", "ptp", "rdma", "route-override", "sbr",
        "sriov", "tap", "tuning", "vlan", "vrf");

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
