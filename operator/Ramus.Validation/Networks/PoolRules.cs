using Ramus.Validation.Rules;

namespace Ramus.Validation.Networks;

/// <summary>Rules over a network and the pools of the others.</summary>
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
                var shown = string.Join(", ", others.Take(MostShown).Select(static o => $"{o.Network} ({o.Ranges})"));
                var more = others.Count > MostShown ? $" and {others.Count - MostShown} more" : "";
                report.Add(
                    RuleBook.PoolShared,
                    view.Json.PathOf("name"),
                    $"host-local books the addresses of this network ({pool.Ranges}) in one place with "
                    + $"{shown}{more}, because "
                    + $"they are all called \"{view.ConfigName}\"; give each its own 'name', if they are different "
                    + "networks");
            }
        }
    });
}
