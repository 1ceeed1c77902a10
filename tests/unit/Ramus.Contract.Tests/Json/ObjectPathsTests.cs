using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Contract.Tests.Json;

public sealed class ObjectPathsTests
{
    [Theory]
    [InlineData("""{"a": {"k": "1", "l": "2"}}""", "k=1 l=2")]
    [InlineData("""{"a": {"k": "1", "k": "2"}}""", "k=2")]
    [InlineData("""{"a": {"k": "1", "l": 2, "m": null, "n": {}}}""", "k=1")]
    [InlineData("""{"a": ["k"]}""", "")]
    [InlineData("""{}""", "")]
    [InlineData("""[]""", "")]
    public void A_map_of_texts_has_each_key_once_as_its_last_one(string json, string expected)
    {
        var map = JsonDocument.Parse(json).RootElement.TextMapAt("a");

        string.Join(' ', map.Select(static member => $"{member.Key}={member.Value}")).ShouldBe(expected);
    }
}
