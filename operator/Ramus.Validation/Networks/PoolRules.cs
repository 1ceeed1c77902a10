using Ramus.Validation.Rules;
using Ramus.Validation.Views;

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
                    $"give different networks different names: host-local books the addresses of all that are called "
                    + $"\"{view.ConfigName}\" in one place, this one's ({pool.Ranges}) with those of {shown}{more}");
            }
        }
    });
}
