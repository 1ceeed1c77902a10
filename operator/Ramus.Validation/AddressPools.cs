using System.Collections.Concurrent;
using System.Collections.Immutable;
using Ramus.Contract.Selection;

namespace Ramus.Validation;

/// <summary>The address pools of all networks. Thread-safe.</summary>
public sealed class AddressPools
{
    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<string, ImmutableList<AddressPool>> books = new(StringComparer.Ordinal);
    private readonly Dictionary<NetworkKey, IReadOnlyList<AddressPool>> byNetwork = [];

    /// <summary>Replaces the pools of a network; an empty list removes the network.</summary>
    public void Set(NetworkKey network, IReadOnlyList<AddressPool> pools)
    {
        lock (gate)
        {
            foreach (var pool in byNetwork.GetValueOrDefault(network, []))
            {
                Take(pool);
            }

            byNetwork.Remove(network);
            if (pools.Count > 0)
            {
                byNetwork[network] = pools;
            }

            foreach (var pool in pools)
            {
                books[pool.Book] = books.GetValueOrDefault(pool.Book, []).Add(pool);
            }
        }
    }

    public void Remove(NetworkKey network) => Set(network, []);

    /// <summary>The entries of other networks that share this pool.</summary>
    public IEnumerable<AddressPool> SharedWith(AddressPool pool) =>
        books.GetValueOrDefault(pool.Book, []).Where(other => other.Network != pool.Network);

    private void Take(AddressPool pool)
    {
        var rest = books.GetValueOrDefault(pool.Book, []).RemoveAll(other => other.Network == pool.Network);
        if (rest.IsEmpty)
        {
            books.TryRemove(pool.Book, out _);
            return;
        }

        books[pool.Book] = rest;
    }
}
