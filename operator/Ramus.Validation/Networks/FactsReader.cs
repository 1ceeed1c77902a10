using Ramus.Validation.Ipam;
using Ramus.Validation.Plugins;
using Ramus.Validation.Views;

namespace Ramus.Validation.Networks;

/// <summary>Takes out of a network what its status shows.</summary>
internal static class FactsReader
{
    public static NetworkFacts Read(NetworkView view) => new()
    {
        ConfigName = view.ConfigName,
        CniVersion = view.CniVersion,
        PluginTypes = [.. view.Plugins.Select(static plugin => plugin.Type)],
        IpamTypes = [.. view.Plugins.Where(static p => p.HasIpam).Select(static p => p.IpamType).Distinct()],
        Masters = [.. view.Plugins.SelectMany(Masters).Distinct()],
        ResourceName = view.ResourceName,
        Pools = [.. Pools(view)],
    };

    public static IEnumerable<AddressPool> Pools(NetworkView view) =>
        from plugin in view.Plugins
        where plugin.IpamType == "host-local"
        let ipam = new IpamView(plugin, plugin.IpamType, plugin.Ipam!.Value)
        select new AddressPool(view.Key, HostLocalRules.BookOf(ipam), HostLocalRules.RangesOf(ipam));

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
