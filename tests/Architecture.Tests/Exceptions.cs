namespace Architecture.Tests;

/// <summary>
/// The places that break a rule for now: `exceptions.txt` has one line `RULE PLACE NUMBER` per place. The list can only
/// shrink: a place above its number fails, and so does a place below it until the line is corrected or removed.
/// </summary>
internal static class Exceptions
{
    private static readonly IReadOnlyList<string[]> Lines =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "tests/Architecture.Tests/exceptions.txt"))
            .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(' ')),
    ];

    /// <summary>Fails unless the findings are exactly those that the list allows for the rule.</summary>
    public static void Hold(string rule, IEnumerable<(string Place, int Number)> found)
    {
        var actual = found.Select(one => $"{rule} {one.Place} {one.Number}").ToHashSet(StringComparer.Ordinal);
        var allowed = Lines.Where(line => line[0] == rule)
            .Select(line => string.Join(' ', line))
            .ToHashSet(StringComparer.Ordinal);
        string[] differences =
        [
            .. actual.Except(allowed).Order(StringComparer.Ordinal).Select(line => $"breaks the rule: {line}"),
            .. allowed.Except(actual)
            .Order(StringComparer.Ordinal)
            .Select(line => $"correct or remove in exceptions.txt: {line}"),
        ];

        Assert.True(differences.Length == 0, string.Join('\n', differences));
    }
}
