using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Contract.NodeNetwork;

/// <summary>
/// The node's interfaces on which the plugins of a network create the pod's interface. The network's status and the
/// node's report read them here, so that both have the same needs. The device of host-device is not among them: it is
/// in a pod while the network is used.
/// </summary>
public static class LowerInterfaces
{
    /// <summary>The names, without duplicates.</summary>
    /// <param name="plugins">The type and the configuration of each plugin of the chain.</param>
    public static IReadOnlyList<string> Of(IEnumerable<(string Type, JsonElement Config)> plugins) =>
        [.. plugins.Where(IsAbove).Select(static plugin => NameIn(plugin.Config)).OfType<string>().Distinct()];

    /// <summary>
    /// The MTUs that these interfaces must reach; the name is <see cref="HostInterface.OfDefaultRoute"/> when the
    /// configuration has none.
    /// </summary>
    /// <param name="plugins">The type and the configuration of each plugin of the chain.</param>
    public static IReadOnlyList<(string Master, int Mtu)> MtusOf(
        IReadOnlyList<(string Type, JsonElement Config)> plugins) =>
    [
        .. plugins.Where(IsAbove).SelectMany(plugin => MtusAbove(plugin, plugins)
            .Select(mtu => (NameIn(plugin.Config) ?? HostInterface.OfDefaultRoute, mtu))).Distinct(),
    ];

    // The kernel lets an ipvlan interface have a larger MTU than its master. tuning changes the MTU afterwards.
    private static IEnumerable<int> MtusAbove(
        (string Type, JsonElement Config) plugin, IEnumerable<(string Type, JsonElement Config)> chain) =>
        chain.Where(other => other.Type == "tuning" && plugin.Type != "ipvlan").Prepend(plugin)
            .Select(static other => MtuIn(other.Config)).OfType<int>();

    private static bool IsAbove((string Type, JsonElement Config) plugin) =>
        plugin.Type is "macvlan" or "ipvlan" or "vlan"
        && !(plugin.Config.TryGetKey("linkInContainer", out var inPod) && inPod.ValueKind == JsonValueKind.True);

    private static string? NameIn(JsonElement config) =>
        config.TryGetKey("master", out var master) && master.ValueKind == JsonValueKind.String
        && master.GetString() is { Length: > 0 } name ? name : null;

    private static int? MtuIn(JsonElement config) =>
        config.TryGetKey("mtu", out var value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt32(out var mtu) && mtu is > 0 and <= ushort.MaxValue ? mtu : null;
}
