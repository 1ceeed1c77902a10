using System.Text;
using CsCheck;
using Ramus.Kubernetes.Client;
using Ramus.Kubernetes.Watching;

namespace Ramus.Kubernetes.Tests.Watching;

public sealed class ListReaderTests
{
    [Theory]
    [InlineData("""{"kind":"List","metadata":{"resourceVersion":"7","continue":"c"},"items":[{"n":"a"},{"n":"b"}]}""",
        "a,b")]
    [InlineData("""{"items":[{"n":"a"}],"extra":[1,{"items":[2]}],"metadata":{"continue":"c","resourceVersion":"7"}}""",
        "a")]
    [InlineData("""{"metadata":{"resourceVersion":"7","continue":"c"},"items":null}""", "")]
    [InlineData("""{"metadata":{"resourceVersion":"7","continue":"c"},"items":[]} """, "")]
    public async Task Items_and_metadata_come_in_any_order(string list, string names)
    {
        var (items, reader) = await ReadAsync(list, 4096);

        items.ShouldBe(names.Split(',', StringSplitOptions.RemoveEmptyEntries));
        reader.ResourceVersion.ShouldBe("7");
        reader.Continue.ShouldBe("c");
    }

    [Fact]
    public void However_the_bytes_are_cut_the_items_are_the_same()
    {
        var names = string.Join(
            ',', Enumerable.Range(0, 40).Select(i => $$$"""{"n":"ä{{{i}}}","x":[{"y":{{{i}}}.5}]}"""));
        var list = $$"""{"metadata":{"resourceVersion":"12345"},"items":[{{names}}]}""";

        Gen.Int[1, 200].Sample(
            size =>
            {
                var (items, reader) = ReadAsync(list, size).GetAwaiter().GetResult();
                return items.Count == 40 && items[39] == "ä39" && reader.ResourceVersion == "12345";
            },
            iter: 200);
    }

    [Theory]
    [InlineData("""{"metadata":{"resourceVersion":"7"},"items":[{"n":"a"},""")]
    [InlineData("""{"metadata":{"resourceVersion":"7"},"items":[{"n":"a"}]""")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"metadata":{"resourceVersion":"7"}}""")]
    [InlineData("""{"metadata":{"resourceVersion":"7"},"Items":[]}""")]
    [InlineData("""{"metadata":{"resourceVersion":"7"},"items":{}}""")]
    [InlineData("""{"metadata":{"resourceVersion":"7"},"items":"none"}""")]
    [InlineData("""{"metadata":{"resourceVersion":"7"},"items":false}""")]
    [InlineData("""{"items":[]}""")]
    [InlineData("""{"metadata":{},"items":[]}""")]
    [InlineData("""{"metadata":{"resourceVersion":7},"items":[]}""")]
    [InlineData("""{"metadata":null,"items":null}""")]
    [InlineData("""{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","reason":"Forbidden"}""")]
    public async Task A_torn_or_foreign_answer_is_refused(string list)
    {
        await Should.ThrowAsync<IOException>(() => ReadAsync(list, 4096));
    }

    [Fact]
    public async Task A_deeply_nested_item_does_not_hide_the_others()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"x":""", 500)) + "1" + new string('}', 500);
        var list = $$"""{"metadata":{"resourceVersion":"7"},"items":[{"n":"a","status":{{deep}}},{"n":"b"}]}""";

        var (items, _) = await ReadAsync(list, 4096);

        items.ShouldBe(["a", "b"]);
    }

    private static async Task<(IReadOnlyList<string> Items, ListReader Reader)> ReadAsync(string list, int pieceSize)
    {
        var items = new List<string>();
        var reader = new ListReader(item => items.Add(item.TextAt("n")!));
        using var stream = new Pieces(Encoding.UTF8.GetBytes(list), pieceSize);
        await reader.ReadAsync(stream, () => Task.CompletedTask, TestContext.Current.CancellationToken);
        return (items, reader);
    }

    private sealed class Pieces(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
    }
}
