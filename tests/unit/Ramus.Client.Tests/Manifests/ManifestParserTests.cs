using Ramus.Client.Manifests;

namespace Ramus.Client.Tests.Manifests;

public sealed class ManifestParserTests
{
    [Fact]
    public void Every_value_has_its_place()
    {
        var root = Read("# a comment\nkind: Pod\nmetadata:\n  name: web\n  list: [a, b]\n").Roots[0];

        root.Place.ShouldBe(new Place("a.yaml", 2, 1));
        root.At("metadata", "name")!.Place.ShouldBe(new Place("a.yaml", 4, 9));
        root.At("metadata")!.Member("list")!.Place.ShouldBe(new Place("a.yaml", 5, 3));
        root.At("metadata", "list")!.Items![1].Place.ShouldBe(new Place("a.yaml", 5, 13));
    }

    [Fact]
    public void Documents_without_content_are_left_out() =>
        Read("---\n# only a comment\n---\na: 1\n---\nnull\n").Roots.Count.ShouldBe(1);

    [Fact]
    public void A_merged_mapping_gives_the_keys_that_are_missing()
    {
        var root = Read("base: &b {a: 1, b: 2}\nother:\n  <<: *b\n  b: 3\n").Roots[0];

        root.At("other", "a")!.Raw.ShouldBe("1");
        root.At("other", "b")!.Raw.ShouldBe("3");
    }

    [Fact]
    public void A_key_that_is_there_twice_is_told_with_both_places()
    {
        var documents = Read("a: 1\nb: 2\na: 3\n");

        documents.Duplicates.ShouldBe([new("a", new("a.yaml", 3, 1), new("a.yaml", 1, 1))]);
        documents.Roots[0].At("a")!.Raw.ShouldBe("3");
    }

    [Theory]
    [InlineData("a: [1\n", 2)]
    [InlineData("a: b: c\n", 1)]
    [InlineData("a: b\n\tc: d\n", 2)]
    [InlineData("a: *nowhere\n", 1)]
    [InlineData("? [a]\n: b\n", 1)]
    public void A_mistake_has_its_line(string text, int line) =>
        Should.Throw<ManifestMistake>(() => Read(text)).Place.Line.ShouldBe(line);

    [Fact]
    public void A_deep_text_is_refused() =>
        Should.Throw<ManifestMistake>(() => Read(new string('[', 10_000))).Message.ShouldContain("nested deeper");

    /// <summary>Each level has ten aliases of the level below: a thousand million values, if copied.</summary>
    [Fact]
    public void Aliases_do_not_multiply_the_work()
    {
        var levels = Enumerable.Range(1, 9).Select(static level =>
            $"l{level}: &l{level} [{string.Join(", ", Enumerable.Repeat($"*l{level - 1}", 10))}]");
        var text = "l0: &l0 {kind: Pod}\n" + string.Join('\n', levels)
            + "\nkind: List\napiVersion: v1\nitems: *l9\n";

        var roots = Read(text).Roots;

        ManifestObjects.Of(roots).Count.ShouldBe(10);
    }

    [Fact]
    public void Lists_of_lists_are_bounded()
    {
        var levels = Enumerable.Range(1, 7).Select(static level =>
            $"- &l{level} {{kind: List, items: [{string.Join(", ", Enumerable.Repeat($"*l{level - 1}", 10))}]}}");
        var text = "kind: List\nitems:\n- &l0 {kind: Pod}\n" + string.Join('\n', levels);

        Should.Throw<ManifestMistake>(() => ManifestObjects.Of(Read(text).Roots)).Message.ShouldContain("more than");
    }

    [Theory]
    [InlineData("yes", false)]
    [InlineData("off", false)]
    [InlineData("null", false)]
    [InlineData("12", false)]
    [InlineData("0x1f", false)]
    [InlineData("1e3", false)]
    [InlineData("1.5", false)]
    [InlineData("'12'", true)]
    [InlineData("\"yes\"", true)]
    [InlineData("12a", true)]
    [InlineData("10.1.1.0/24", true)]
    [InlineData("macvlan", true)]
    public void A_plain_scalar_has_the_type_that_kubectl_reads(string text, bool isText) =>
        (Read($"a: {text}").Roots[0].At("a")!.Text is not null).ShouldBe(isText);

    private static ManifestDocuments Read(string text) => ManifestParser.Read(new ManifestFile("a.yaml", text));
}
