using Ramus.Contract.Policy;
using Ramus.Validation.Rules;
using Ramus.Validation.Views;

namespace Ramus.Validation.Networks;

/// <summary>Rules for a network and the address pools of other networks.</summary>
internal sealed class PoolRules : RuleSet<NetworkView>
{
    private const int MostShown = 3;

    public PoolRules() => Check(static (view, report) =>
    {
        if (view.Context.Pools is not { } pools)
        {
            return;
        }

        foreach (var pool in FactsReader.Pools(view))
        {
            var others = pools.SharedWith(pool).ToList();
            if (others.Count > 0)
            {
                report.Add(
                    RuleBook.PoolShared,
                    view.Json.PathOf("name"),
                    $"host-local keeps the addresses of all networks with the configuration name "
                    + $"\"{view.ConfigName}\" in one pool: this network{Ranges(pool)} shares it with "
                    + $"{Listed(others, view.Network.Namespace, view.Context.Use)}; use different names");
            }
        }
    });

    private static string Ranges(AddressPool pool) => pool.Ranges.Length == 0 ? "" : $" ({pool.Ranges})";

    // A tenant must not learn the names and addresses of networks that its pods may not use.
    private static string Listed(List<AddressPool> others, string @namespace, NetworkUse use)
    {
        var pod = new PodIdentity(@namespace, null);
        var shown = others
            .Where(other => other.Network.Namespace == @namespace || use.WhyForbidden(other.Network, pod) is null)
            .Take(MostShown).Select(static other => $"{other.Network}{Ranges(other)}").ToList();
        var more = others.Count - shown.Count;
        var rest = shown.Count > 0 ? $"{more} more" : more == 1 ? "1 other network" : $"{more} other networks";
        return string.Join(" and ", ((string[])[string.Join(", ", shown), more > 0 ? rest : ""])
            .Where(static part => part.Length > 0));
    }
}
