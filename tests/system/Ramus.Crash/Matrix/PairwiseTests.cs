namespace Ramus.Crash.Matrix;

public sealed class PairwiseTests
{
    [Fact]
    public void Every_pair_of_choices_occurs()
    {
        var rows = Pairwise.Cover(4, 2, 4, 3, 4, 2);

        rows.Count.ShouldBeLessThan(40);
        foreach (var (first, second) in new[] { (0, 2), (2, 4), (3, 5), (1, 5) })
        {
            rows.Select(row => (row[first], row[second])).Distinct().Count()
                .ShouldBe(new[] { 4, 2, 4, 3, 4, 2 }[first] * new[] { 4, 2, 4, 3, 4, 2 }[second]);
        }
    }
}
