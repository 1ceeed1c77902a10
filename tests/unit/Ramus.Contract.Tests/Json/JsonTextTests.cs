using System.Text;
using System.Text.Json;
using CsCheck;
using Ramus.Contract.Json;
using Ramus.Contract.Status;

namespace Ramus.Contract.Tests.Json;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("<nil> & co", "\"\\u003cnil\\u003e \\u0026 co\"")]
    [InlineData("\"\\/", "\"\\\"\\\\/\"")]
    [InlineData("\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\"")]
    [InlineData("\0\u001f\u007f", "\"\\u0000\\u001f\u007f\"")]
    [InlineData("\u2028\u2029", "\"\\u2028\\u2029\"")]
    [InlineData("\u00e4\u2603\U0001F600'+", "\"\u00e4\u2603\U0001F600'+\"")]
    public void Text_is_escaped_as_by_Go(string text, string expected)
    {
        var status = new NetworkStatus { Name = text };

        NetworkStatus.ToAnnotation([status]).ShouldBe($"[{{\n    \"name\": {expected},\n    \"dns\": {{}}\n}}]");
    }

    [Fact]
    public void A_compact_value_fits_on_one_line_and_keeps_its_tokens()
    {
        new JsonText().Compact("{ \"a b\" : [ 1.0 ,\n\t\"x \\\" y\\\\\" ] , \"c\" : { } }".Json()).ToString()
            .ShouldBe("{\"a b\":[1.0,\"x \\\" y\\\\\"],\"c\":{}}");

        Gens.JsonValue.Sample(text =>
        {
            var compact = new JsonText().Compact(text.Json()).ToString();

            compact.ShouldNotContain('\n');
            JsonElement.DeepEquals(compact.Json(), text.Json()).ShouldBeTrue();
            new JsonText().Compact(compact.Json()).ToString().ShouldBe(compact);
        }, iter: 1000);
    }

    [Fact]
    public void Values_follow_one_another_with_commas()
    {
        var json = new JsonText().StartObject()
            .Key("a").StartArray().Number(long.MinValue).Flag(true).Flag(false).StartArray().EndArray().EndArray()
            .Key("b").StartObject().EndObject()
            .Key("c").Raw("[ 1 ]".Json())
            .EndObject();

        json.ToString().ShouldBe("{\"a\":[-9223372036854775808,true,false,[]],\"b\":{},\"c\":[ 1 ]}");
        Encoding.UTF8.GetString(json.ToArray()).ShouldBe(json.ToString());
    }
}
