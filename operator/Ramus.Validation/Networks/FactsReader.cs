using Ramus.Validation.Ipam;
using Ramus.Validation.Plugins;
using Ramus.Validation.Views;

namespace Ramus.Validation.Networks;

/// <summary>Reads the facts for a network's status.</summary>
internal static class FactsReader
{
    // The operator and the webhook keep the pools of all networks; two plugins with host-local are already unusual.
    private const int MostPools = 4;

    public static NetworkFacts Read(NetworkView view) => new()
    {
        ConfigName = view.ConfigName,
        CniVersion = view.CniVersion,
        PluginTypes = [.. view.Plugins.Select(static plugin => plugin.Type)],
        IpamTypes = [.. view.Plugins.Where(static p => p.HasIpam).Select(static p => p.IpamType).Distinct()],
        Masters = [.. view.Plugins.SelectMany(Masters).Distinct()],
        MastersMtus = [.. view.Plugins.SelectMany(plugin => MastersMtus(plugin, view)).Distinct()],
        NeedsDhcpDaemon = view.Plugins.Any(static plugin =>
            plugin.IpamType == "dhcp" && !plugin.Ipam!.Value.HasText("daemonSocketPath")),
        ResourceName = view.ResourceName,
        Pools = [.. Pools(view)],
    };

    public static IEnumerable<AddressPool> Pools(NetworkView view) => (
        from plugin in view.Plugins
        where plugin.IpamType == "host-local"
        let ipam = new IpamView(plugin, plugin.IpamType, plugin.Ipam!.Value)
        select new AddressPool(view.Key, HostLocalRules.BookOf(ipam), HostLocalRules.RangesOf(ipam)))
        .DistinctBy(static pool => pool.Book).Take(MostPools);

    // These plugins create an interface on top of their master. host-device moves its interface instead.
    private static IEnumerable<(string Master, int Mtu)> MastersMtus(PluginView plugin, NetworkView view) =>
        plugin.Type is "macvlan" or "ipvlan" or "vlan" && !plugin.Json.IsOn("linkInContainer")
            ? from mtu in Mtus(plugin).Concat(TunedMtus(plugin, view))
              from master in Masters(plugin).DefaultIfEmpty("")
              select (master, mtu)
            : [];

    // The kernel lets an ipvlan interface have a larger MTU than its master.
    private static IEnumerable<int> TunedMtus(PluginView plugin, NetworkView view) =>
        plugin.Type is "ipvlan" ? [] : view.Plugins.Where(static other => other.Type == "tuning").SelectMany(Mtus);

    private static IEnumerable<int> Mtus(PluginView plugin) =>
        plugin.Json.TryNumber("mtu", out var mtu) && mtu is > 0 and <= ushort.MaxValue ? [(int)mtu] : [];

    private static IEnumerable<string> Masters(PluginView plugin)
    {
        if (PluginRules.Find(plugin.Type)?.Traits.MasterKey is { } key
            && !plugin.Json.IsOn("linkInContainer")
            && plugin.Json.TryText(key, out var master) && master.Length > 0)
        {
            yield return master;
        }
    }
}
