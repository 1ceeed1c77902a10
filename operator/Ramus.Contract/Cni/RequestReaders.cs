using System.Collections.Frozen;
using static Ramus.Contract.Cni.RequestChannel;

namespace Ramus.Contract.Cni;

/// <summary>
/// Which plugins read a pod's <c>mac</c> and <c>ips</c>, and from where. Sources: the plugins' code and documentation.
/// </summary>
public static class RequestReaders
{
    public const string Mac = "mac";

    public const string Ips = "ips";

    private static readonly FrozenDictionary<string, RequestChannel> OfMac = new Dictionary<string, RequestChannel>
    {
        ["accelerated-bridge"] = Capability | Argument,
        ["bridge"] = Capability | Argument,
        ["cnv-bridge"] = Capability | Argument,
        ["cnv-tuning"] = Capability | Argument,
        ["kube-ovn"] = Pod,
        ["macvlan"] = Capability | Argument,
        ["macvtap"] = Argument,
        ["ovn-k8s-cni-overlay"] = Pod,
        ["ovs"] = Capability | Argument,
        ["sriov"] = Capability | Argument,
        ["tap"] = Capability | Argument,
        ["tuning"] = Capability | Argument,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, RequestChannel> OfIps = new Dictionary<string, RequestChannel>
    {
        ["kube-ovn"] = Pod,
        ["ovn-k8s-cni-overlay"] = Pod,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, RequestChannel> OfIpam = new Dictionary<string, RequestChannel>
    {
        ["host-local"] = Capability | Argument,
        ["kube-ovn"] = Pod,
        ["static"] = Capability | ArgumentList,
        ["whereabouts"] = Capability | ArgumentList,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>
    /// The ways in which a plugin or its IPAM plugin reads a request; none when its configuration declines the
    /// capability.
    /// </summary>
    /// <param name="plugin">The plugin.</param>
    /// <param name="capability"><see cref="Mac"/> or <see cref="Ips"/>; other requests have capabilities only.</param>
    public static RequestChannel Of(PluginConfig plugin, string capability) =>
        plugin.Declines(capability) ? None : Of(plugin.Type, plugin.IpamType, capability);

    /// <summary>The ways in which a plugin of a type, or its IPAM plugin, reads a request.</summary>
    public static RequestChannel Of(string type, string? ipamType, string capability) => capability switch
    {
        Mac => OfMac.GetValueOrDefault(type),
        Ips => OfIps.GetValueOrDefault(type) | OfIpam.GetValueOrDefault(ipamType ?? ""),
        _ => None,
    };

    /// <summary>Whether a plugin reads the request in one of these ways.</summary>
    public static bool Reads(this PluginConfig plugin, string capability, RequestChannel channels) =>
        (Of(plugin, capability) & channels) != None;
}
