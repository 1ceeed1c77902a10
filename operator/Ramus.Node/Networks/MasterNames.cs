using Ramus.Contract.Selection;

namespace Ramus.Node.Networks;

/// <summary>
/// The interfaces that rendered networks name as master: of each network only the first four, and only the names'
/// hashes, so that invented names cost little and never displace those of another network. If two names have the same
/// hash, the report merely lists one more interface. Thread-safe.
/// </summary>
internal sealed class MasterNames
{
    private const int MostOfNetwork = 4;

    private readonly Lock gate = new();
    private readonly Dictionary<NetworkKey, int[]> byNetwork = [];
    private readonly Dictionary<int, int> networks = [];

    /// <summary>The number of hashes that are kept.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return byNetwork.Values.Sum(static hashes => hashes.Length);
            }
        }
    }

    /// <summary>Replaces the names of a network; an empty list removes the network.</summary>
    public void Set(NetworkKey network, IEnumerable<string> names)
    {
        int[] hashes = [.. names.Take(MostOfNetwork).Select(HashOf).Distinct()];
        lock (gate)
        {
            foreach (var hash in byNetwork.GetValueOrDefault(network, []))
            {
                if (--networks[hash] == 0)
                {
                    networks.Remove(hash);
                }
            }

            byNetwork.Remove(network);
            if (hashes.Length > 0)
            {
                byNetwork[network] = hashes;
            }

            foreach (var hash in hashes)
            {
                networks[hash] = networks.GetValueOrDefault(hash) + 1;
            }
        }
    }

    /// <summary>Whether a network names this interface.</summary>
    public bool Has(string name)
    {
        lock (gate)
        {
            return networks.ContainsKey(HashOf(name));
        }
    }

    // Differs from process to process, so that no author of a network can choose colliding names.
    private static int HashOf(string name) => string.GetHashCode(name, StringComparison.Ordinal);
}
