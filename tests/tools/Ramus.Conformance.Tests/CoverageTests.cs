namespace Ramus.Conformance.Tests;

/// <summary>
/// Every rule has a clause, or is listed with the reason why no outside call can test it.
/// </summary>
public sealed class CoverageTests
{
    // The numbers of the Multus cases that became rules; the other cases repeat them.
    private static readonly int[] Flow =
        [1, 3, 4, 5, 7, 8, 9, 11, 12, 13, 15, 16, 17, 19, 20, 21, 23, 24, 25, 27, 28, 29, 31];
    private static readonly int[] Code =
        [1, 2, 3, 5, 6, 7, 9, 10, 11, 13, 14, 15, 17, 18, 19, 21, 22, 23, 25, 26, 27, 29, 30,
         31, 33, 34, 35, 37, 38, 39, 41, 42, 43, 45, 46, 47, 49, 50, 51];
    private static readonly int[] Better = [1, 2, 3, 5, 6, 7, 9, 10, 11, 13, 14, 15];

    [Fact]
    public void Every_rule_has_a_clause()
    {
        string[] rules =
        [
            .. Numbered('P', Enumerable.Range(1, 24)),
            .. Numbered('R', Enumerable.Range(1, 25)),
            .. Numbered('M', Enumerable.Range(1, 41)),
            .. Numbered('F', Enumerable.Range(1, 99)),
            .. Numbered('G', Flow),
            .. Numbered('X', Code),
            .. Numbered('Y', Better),
        ];

        rules.Except(Suite.Clauses.SelectMany(clause => clause.Each)).ShouldBeEmpty();
    }

    [Fact]
    public void A_clause_is_named_once_for_each_thing_that_is_tried() =>
        Suite.Clauses.GroupBy(clause => clause.Tried)
            .Where(group => group.Count() > 1)
            .Select(group => group.Key)
            .ShouldBeEmpty();

    private static IEnumerable<string> Numbered(char letter, IEnumerable<int> numbers) =>
        numbers.Select(number => $"{letter}{number}");
}
