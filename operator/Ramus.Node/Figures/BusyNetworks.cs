namespace Ramus.Node.Figures;

/// <summary>
/// Decides which networks have series of their own: the busiest ones. A cluster may have ten thousand networks, and
/// tenants create them, so the number of series must not depend on the number of networks.
/// </summary>
/// <param name="most">The number of networks with series of their own.</param>
/// <param name="time">The clock.</param>
internal sealed class BusyNetworks(int most, TimeProvider time)
{
    /// <summary>The label of all other networks; a network of the API server contains a slash.</summary>
    public const string Others = "other";

    private const int MostCounted = 1000;
    private static readonly TimeSpan HalfLife = TimeSpan.FromHours(1);

    private readonly Dictionary<string, long> counts = new(StringComparer.Ordinal);
    private readonly HashSet<string> named = new(StringComparer.Ordinal);
    private DateTimeOffset halved = time.GetUtcNow();

    /// <summary>The number of networks that are counted, for tests.</summary>
    internal int Counted => counts.Count;

    /// <summary>Counts one use of a network, and returns its label.</summary>
    /// <param name="network">The network.</param>
    /// <param name="replaced">The network that loses its series to this one; null: none.</param>
    public string LabelOf(string network, out string? replaced)
    {
        replaced = null;
        Halve();
        var count = Count(network);
        if (named.Contains(network))
        {
            return network;
        }

        if (named.Count < most)
        {
            named.Add(network);
            return network;
        }

        // Twice as busy: two networks with about the same use must not take each other's place again and again.
        var least = named.MinBy(other => counts.GetValueOrDefault(other));
        if (least is null || count <= 2 * counts.GetValueOrDefault(least))
        {
            return Others;
        }

        named.Remove(least);
        named.Add(network);
        replaced = least;
        return network;
    }

    private long Count(string network)
    {
        if (!counts.ContainsKey(network) && counts.Count >= MostCounted)
        {
            counts.Remove(counts.Where(other => !named.Contains(other.Key)).MinBy(other => other.Value).Key);
        }

        return counts[network] = counts.GetValueOrDefault(network) + 1;
    }

    // What was busy yesterday makes room for what is busy today.
    private void Halve()
    {
        var now = time.GetUtcNow();
        if (now - halved < HalfLife)
        {
            return;
        }

        halved = now;
        foreach (var (network, count) in counts.ToList())
        {
            if (count > 1)
            {
                counts[network] = count / 2;
            }
            else
            {
                counts.Remove(network);
            }
        }
    }
}
