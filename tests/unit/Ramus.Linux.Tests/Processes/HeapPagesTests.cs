using Ramus.Linux.Processes;

namespace Ramus.Linux.Tests.Processes;

public sealed class HeapPagesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(384 << 10)]
    [InlineData(int.MaxValue)]
    public void Objects_on_prepared_pages_are_empty_and_survive_a_collection(int bytes)
    {
        HeapPages.Prepare(bytes);
        var arrays = Enumerable.Range(0, 1000).Select(_ => new byte[1000]).ToList();

        arrays.ShouldAllBe(array => array.All(value => value == 0));
        arrays.ForEach(array => array.AsSpan().Fill(7));
        GC.Collect();

        arrays.ShouldAllBe(array => array.All(value => value == 7));
    }
}
