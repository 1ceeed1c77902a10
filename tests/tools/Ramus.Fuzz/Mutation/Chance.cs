namespace Ramus.Fuzz.Mutation;

/// <summary>Random numbers that depend only on the seed (SplitMix64).</summary>
internal sealed class Chance(ulong seed)
{
    private ulong state = seed;

    /// <summary>A number from 0 to below <paramref name="limit"/>.</summary>
    public int Next(int limit) => (int)(Next() % (uint)limit);

    /// <summary>True once in <paramref name="times"/> on average.</summary>
    public bool OnceIn(int times) => Next(times) == 0;

    public T Pick<T>(IReadOnlyList<T> items) => items[Next(items.Count)];

    /// <summary>A mostly small number: 1 half of the time, at most <paramref name="limit"/>.</summary>
    public int Few(int limit)
    {
        var count = 1;
        while (count < limit && OnceIn(2))
        {
            count++;
        }

        return count;
    }

    private ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
