using Ramus.Attachers.Calls;
using Ramus.Contract.Cni;
using Ramus.Linux.Netlink;

namespace Ramus.Attachers.Chained.Vrf;

/// <summary>The VRF in the pod, which exists as long as interfaces belong to it.</summary>
internal static class PodVrf
{
    /// <summary>The VRF; null when no VRF has this name.</summary>
    public static Link? Find(RouteSocket links, string name) => links.Find(name) is { Kind: VrfKind.KindName } vrf
        ? vrf
        : null;

    /// <summary>Finds the VRF, or creates it; <paramref name="undo"/> removes one that was created.</summary>
    /// <returns>The VRF and its routing table.</returns>
    /// <exception cref="CniException">It has another routing table, or an interface of this name is no VRF.</exception>
    /// <exception cref="IOException">The kernel refuses.</exception>
    public static (Link Vrf, uint Table) Ensure(RouteSocket links, VrfConfig config, UndoSteps undo)
    {
        if (links.Find(config.Name) is { } existing)
        {
            return existing.Table is not { } used ? throw PluginFailure.Of($"interface {config.Name} is not a VRF")
                : config.Table is null || used == config.Table ? (existing, used)
                : throw PluginFailure.Of($"VRF {config.Name} already exist with different routing table {used}");
        }

        var table = config.Table ?? FreeTable(links);
        links.Create(new NewLink(config.Name, new VrfKind(table)) { IsUp = true });
        undo.Push(() => RemoveUnused(links, config.Name));
        return Find(links, config.Name) is { } vrf
            ? (vrf, table)
            : throw PluginFailure.Of($"VRF {config.Name} was removed at once");
    }

    /// <summary>Removes a VRF that no interface belongs to.</summary>
    /// <exception cref="IOException">The kernel refuses.</exception>
    public static void RemoveUnused(RouteSocket links, string name)
    {
        if (Find(links, name) is { } vrf && links.Members(vrf.Index).Count == 0)
        {
            links.RemoveLink(vrf.Index);
        }
    }

    private static uint FreeTable(RouteSocket links)
    {
        var taken = links.LinksOf(VrfKind.KindName).Select(vrf => vrf.Table).ToHashSet();
        var table = 1u;
        while (taken.Contains(table))
        {
            table++;
        }

        return table;
    }
}
