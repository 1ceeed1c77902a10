using System.Collections.Frozen;

namespace Ramus.Contract.Cni;

/// <summary>Whether a default network maps host ports (<c>hostPort</c> of a container) to its pods.</summary>
public static class HostPortPlugins
{
    private const string Portmap = "portmap";

    // Other plugins may map host ports themselves, as Cilium, Calico and OVN-Kubernetes do.
    private static readonly FrozenSet<string> Without = FrozenSet.Create(
        StringComparer.Ordinal,
        "bandwidth", "bridge", "dummy", "firewall", "flannel", "host-device", "ipvlan", "loopback", "macvlan", "ptp",
        "sbr", "tap", "tuning", "vlan", "vrf");

    /// <summary>
    /// False when no plugin of the chain maps host ports. portmap maps them only with the capability
    /// <c>portMappings</c>; without the capability, portmap gets no ports.
    /// </summary>
    public static bool MayMap(IEnumerable<PluginConfig> plugins) => plugins.Any(static plugin =>
        plugin.Type == Portmap ? plugin.Capabilities.Contains("portMappings") : !Without.Contains(plugin.Type));

    /// <summary>The same, judged by the plugin types only; true for an unknown or empty chain.</summary>
    public static bool MayMap(IReadOnlyCollection<string> types) =>
        types.Count == 0 || types.Any(type => !Without.Contains(type));
}
