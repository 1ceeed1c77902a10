using System.Text.Json;
using Ramus.Contract.NodeNetwork;
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
        LowerInterfaces = LowerInterfaces.Of(Configs(view)),
        LowerMtus = LowerInterfaces.MtusOf(Configs(view)),
        NeedsDhcpDaemon = view.Plugins.Any(static plugin =>
            plugin.IpamType == "dhcp" && !plugin.Ipam!.Value.HasText("daemonSocketPath")),
        ResourceName = view.ResourceName,
        Pools = [.. Pools(view)],
    };

    private static IReadOnlyList<(string Type, JsonElement Config)> Configs(NetworkView view) =>
        [.. view.Plugins.Select(static plugin => (plugin.Type, plugin.Json.Element))];

    public static IEnumerable<AddressPool> Pools(NetworkView view) => (
        from plugin in view.Plugins
        where plugin.IpamType == "host-local"
        let ipam = new IpamView(plugin, plugin.IpamType, plugin.Ipam!.Value)
        select new AddressPool(view.Key, HostLocalRules.BookOf(ipam), HostLocalRules.RangesOf(ipam)))
        .DistinctBy(static pool => pool.Book).Take(MostPools);

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
