namespace Ramus.Crash.Matrix;

/// <summary>A small set of rows in which every pair of choices occurs together.</summary>
internal static class Pairwise
{
    /// <summary>Rows of choices; each choice is a number below its entry in <paramref name="sizes"/>.</summary>
    public static IReadOnlyList<int[]> Cover(params int[] sizes)
    {
        var open = Pairs(sizes).ToHashSet();
        var rows = new List<int[]>();
        var all = All(sizes);
        while (open.Count > 0)
        {
            var row = all.MaxBy(candidate => PairsOf(candidate).Count(open.Contains))!;
            open.ExceptWith(PairsOf(row));
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Every combination.</summary>
    public static IReadOnlyList<int[]> All(params int[] sizes) => sizes.Aggregate(
        (IReadOnlyList<int[]>)[[]],
        (rows, size) =>
            [.. rows.SelectMany(row => Enumerable.Range(0, size).Select(choice => (int[])[.. row, choice]))]);

    private static IEnumerable<(int, int, int, int)> Pairs(int[] sizes) => All(sizes).SelectMany(PairsOf);

    private static IEnumerable<(int, int, int, int)> PairsOf(int[] row) =>
        from first in Enumerable.Range(0, row.Length)
        from second in Enumerable.Range(first + 1, row.Length - first - 1)
        select (first, row[first], second, row[second]);
}
