using System.Text;
using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Contract.Tests.Json;

public sealed class GoJsonTests
{
    [Theory]
    [InlineData("{\"ClusterNetwork\":\"x\"}", "clusterNetwork")]
    [InlineData("{\"clusternetwork\":\"x\"}", "clusterNetwork")]
    [InlineData("{\"CLUSTERNETWOR\u212a\":\"x\"}", "clusterNetwork")]
    [InlineData("{\"clu\u017fterNetwork\":\"x\"}", "clusterNetwork")]
    [InlineData("{\"\\u0063lusterNetwork\":\"x\"}", "clusterNetwork")]
    [InlineData("{\"STRA\u00dfE\":\"x\"}", "stra\u00dfe")]
    [InlineData("{\"\u0394\":\"x\"}", "\u03b4")]
    public void A_key_matches_whatever_its_case(string json, string key)
    {
        json.Json().GetText(key, "test").ShouldBe("x");
    }

    [Fact]
    public void Null_counts_as_absent()
    {
        var json = """{"a":null,"b":[null]}""".Json();

        json.TryGetKey("a", out _).ShouldBeFalse();
        json.GetText("a", "test").ShouldBeNull();
        json.GetFlag("a", "test", absent: true).ShouldBeTrue();
        json.GetInteger("a", "test").ShouldBeNull();
        json.GetTexts("a", "test").ShouldBeEmpty();
        Bytes.Refusal(() => json.GetTexts("b", "test")).ShouldBe("key 'b[0]' of test: expected a string, got null");
    }

    [Fact]
    public void A_key_of_something_that_is_no_object_is_absent()
    {
        "[1]".Json().TryGetKey("a", out _).ShouldBeFalse();
        default(JsonElement).TryGetKey("a", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"mtu":"1500"}""", "key 'mtu' of network x: expected a number, got a string")]
    [InlineData("""{"mtu":true}""", "key 'mtu' of network x: expected a number, got a boolean")]
    [InlineData("""{"mtu":1.5}""", "key 'mtu' of network x: expected a 64-bit integer, got 1.5")]
    [InlineData("""{"mtu":1e3}""", "key 'mtu' of network x: expected a 64-bit integer, got 1e3")]
    [InlineData("""{"mtu":9223372036854775808}""",
        "key 'mtu' of network x: expected a 64-bit integer, got 9223372036854775808")]
    public void A_number_of_another_type_is_refused(string json, string message)
    {
        Bytes.Refusal(() => json.Json().GetInteger("mtu", "network x")).ShouldBe(message);
    }

    [Fact]
    public void Other_types_are_refused_with_what_was_expected()
    {
        var json = """{"a":{},"b":[1]}""".Json();

        Bytes.Refusal(() => json.GetText("a", "x")).ShouldBe("key 'a' of x: expected a string, got an object");
        Bytes.Refusal(() => json.GetFlag("a", "x")).ShouldBe("key 'a' of x: expected a boolean, got an object");
        Bytes.Refusal(() => json.GetTexts("a", "x")).ShouldBe("key 'a' of x: expected a list, got an object");
        Bytes.Refusal(() => json.GetTexts("b", "x")).ShouldBe("key 'b[0]' of x: expected a string, got a number");
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("\"true\"", true)]
    [InlineData("\"TRUE\"", true)]
    [InlineData("false", false)]
    [InlineData("\"False\"", false)]
    [InlineData("null", false)]
    public void A_loose_flag_may_be_text(string value, bool expected)
    {
        $$"""{"disableCheck":{{value}}}""".Json().GetLooseFlag("disableCheck", "x").ShouldBe(expected);
    }

    [Theory]
    [InlineData("\"banana\"", "expected true or false, got \"banana\"")]
    [InlineData("\"\"", "expected true or false")]
    [InlineData("1", "expected a boolean, got a number")]
    public void A_loose_flag_is_nothing_else(string value, string message)
    {
        var json = $$"""{"disableCheck":{{value}}}""".Json();

        Bytes.Refusal(() => json.GetLooseFlag("disableCheck", "x")).ShouldContain(message);
    }

    [Fact]
    public void The_buffer_may_be_used_again()
    {
        var buffer = Encoding.UTF8.GetBytes("""{"a":"b"}""");
        var json = GoJson.ParseObject(buffer, "test");

        buffer.AsSpan().Clear();

        json.GetText("a", "test").ShouldBe("b");
    }

    [Fact]
    public void Only_an_object_is_an_object()
    {
        Bytes.Refusal(() => GoJson.ParseObject("[]".Utf8(), "file x"))
            .ShouldBe("file x: expected a JSON object, got a list");
        Bytes.Refusal(() => GoJson.ParseObject("null".Utf8(), "file x"))
            .ShouldBe("file x: expected a JSON object, got null");
    }
}
