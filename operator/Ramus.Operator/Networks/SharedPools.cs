using Ramus.Contract.Selection;
using Ramus.Validation;

namespace Ramus.Operator.Networks;

/// <summary>The address pools of all networks, and the networks that share a pool.</summary>
internal sealed class SharedPools
{
    private readonly Lock gate = new();
    private readonly Dictionary<NetworkKey, IReadOnlyList<AddressPool>> known = [];

    public AddressPools Pools { get; } = new();

    /// <summary>Records the pools of a network; returns the other networks that have to be validated again.</summary>
    public IReadOnlyList<NetworkKey> Set(NetworkKey network, IReadOnlyList<AddressPool> pools)
    {
        lock (gate)
        {
            var before = known.GetValueOrDefault(network, []);
            if (before.SequenceEqual(pools))
            {
                return [];
            }

            var concerned = Sharers(before).ToList();
            Pools.Set(network, pools);
            if (pools.Count == 0)
            {
                known.Remove(network);
            }
            else
            {
                known[network] = pools;
            }

            return [.. concerned.Concat(Sharers(pools)).Distinct()];
        }
    }

    private IEnumerable<NetworkKey> Sharers(IReadOnlyList<AddressPool> pools) =>
        pools.SelectMany(Pools.SharedWith).Select(pool => pool.Network);
}
