namespace Ramus.Validation.Addresses;

/// <summary>A set of prefixes with a fast lookup: the time does not depend on the number of prefixes.</summary>
internal sealed class PrefixSet
{
    private const int MostShown = 3;

    private readonly HashSet<Prefix> networks = [];
    private readonly SortedSet<(bool IsV4, int Length)> lengths = [];

    public PrefixSet(params IEnumerable<Prefix> prefixes)
    {
        foreach (var prefix in prefixes)
        {
            Add(prefix);
        }
    }

    public int Count => networks.Count;

    /// <summary>Whether it is one prefix that contains one address.</summary>
    public bool IsSingleAddress => networks.Count == 1 && networks.First().HostBits == 0;

    public void Add(Prefix prefix)
    {
        networks.Add(prefix.Network);
        lengths.Add((prefix.IsV4, prefix.Length));
    }

    public bool HasFamily(bool isV4) => lengths.Any(length => length.IsV4 == isV4);

    public bool Contains(IpNumber address) => Contains(new Prefix(address, address.Bits));

    /// <summary>Whether one of the prefixes contains this whole prefix.</summary>
    public bool Contains(Prefix prefix) => lengths.Any(length =>
        length.IsV4 == prefix.IsV4 && length.Length <= prefix.Length
        && networks.Contains((prefix with { Length = length.Length }).Network));

    /// <summary>The first prefixes, for messages.</summary>
    public override string ToString() =>
        string.Join(", ", networks.Take(MostShown))
        + (networks.Count > MostShown ? $" and {networks.Count - MostShown} more" : "");
}
