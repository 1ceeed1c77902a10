using System.Text.Json;
using System.Text.Json.Nodes;
using Ramus.Contract.Json;

namespace Ramus.Contract.Tests.Json;

public sealed class JsonComparisonTests
{
    [Theory]
    [InlineData("""{"a":1,"b":[true]}""", """{ "b": [true], "a": 1.0 }""", true)]
    [InlineData("""{"a":1}""", """{"a":2}""", false)]
    [InlineData("""{"a":1e4740993400}""", """{"a":1e4740993400}""", true)]
    [InlineData("""{"a":1e4740993400}""", """{"a":1e4740993401}""", false)]
    [InlineData("""{"a":1e4740993400}""", """{"a":1}""", false)]
    [InlineData("""{"a":1}""", """{"a":-0.1E-99999999999999999999}""", false)]
    public void Texts_with_any_number_can_be_compared(string one, string other, bool same)
    {
        JsonElement.Parse(one).MeansTheSame(JsonElement.Parse(other)).ShouldBe(same);
        JsonNode.Parse(one).MeansTheSame(JsonNode.Parse(other)).ShouldBe(same);
    }
}
