using Ramus.Client.Manifests;

namespace Ramus.Client.Tests.Manifests;

public sealed class ScalarPlaceTests
{
    /// <summary>In each text, the scalar has one @, whose place in the value and in the file belong together.</summary>
    [Theory]
    [InlineData("a: |\n  {\n    \"x\": @\n  }\n")]
    [InlineData("a: |-   # a comment with an @\n\n    {\n     \"x\": @\n    }\n")]
    [InlineData("a: |2\n    two: @\n")]
    [InlineData("a: >\n  {\n  \"x\": 1,\n  \"y\": @ }\n")]
    [InlineData("a: '{\"x\": ''@'' }'\n")]
    [InlineData("a: \"{\\n  \\\"x\\\": @ }\"\n")]
    [InlineData("a: \"\\u007b\\n  \\x22: @ }\"\n")]
    [InlineData("a: \"one\n   two @\n   three\"\n")]
    [InlineData("a: plain text @ here\n")]
    [InlineData("a: plain\n  on two lines @\n")]
    [InlineData("a: |\r\n  {\r\n    \"x\": @\r\n  }\r\n")]
    [InlineData("- b:\n    c: |\n        ä €\n        @\n")]
    public void A_place_in_a_value_is_found_in_the_file(string text)
    {
        var file = new ManifestFile("a.yaml", text);
        var scalar = Scalars(ManifestParser.Read(file).Roots[0]).Single(one => one.Raw!.Contains('@'));
        var lines = scalar.Raw!.Split('\n');
        var line = Array.FindIndex(lines, one => one.Contains('@'));

        var place = ScalarPlace.Of(scalar, line + 1, lines[line].IndexOf('@') + 1);

        text[file.OffsetOf(place)].ShouldBe('@');
        place.ShouldBe(file.PlaceOf(text.LastIndexOf('@')));
    }

    [Fact]
    public void A_place_behind_the_end_is_the_scalar()
    {
        var file = new ManifestFile("a.yaml", "a: text");

        ScalarPlace.Of(ManifestParser.Read(file).Roots[0].At("a")!, 9, 9).ShouldBe(new Place("a.yaml", 1, 4));
    }

    private static IEnumerable<ManifestValue> Scalars(ManifestValue value) =>
        value.Raw is not null
            ? [value]
            : value.ItemsOrNone.Concat(value.MembersOrNone.Select(static member => member.Value)).SelectMany(Scalars);
}
