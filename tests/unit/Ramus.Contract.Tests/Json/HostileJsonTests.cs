using System.Text;
using Ramus.Contract.Json;

namespace Ramus.Contract.Tests.Json;

public sealed class HostileJsonTests
{
    public static TheoryData<string, byte[], string> Hostile => new()
    {
        { "NUL between tokens", "{\0}"u8.ToArray(), "unexpected NUL character" },
        { "NUL in a string", "{\"a\0\":1}"u8.ToArray(), "control character U+0000" },
        { "NUL at the end", "{}\0"u8.ToArray(), "unexpected NUL character" },
        { "invalid UTF-8", [.. "{\"a\":\""u8, 0xff, .. "\"}"u8], "column 7: byte 0xff is not valid UTF-8" },
        { "overlong slash", [.. "{\"a\":\""u8, 0xc0, 0xaf, .. "\"}"u8], "is not valid UTF-8" },
        { "surrogate as UTF-8", [.. "{\"a\":\""u8, 0xed, 0xa0, 0x80, .. "\"}"u8], "is not valid UTF-8" },
        { "torn UTF-8", [.. "{\"a\":\""u8, 0xe2, 0x98], "is not valid UTF-8" },
        { "byte order mark", [0xef, 0xbb, 0xbf, .. "{}"u8], "byte order mark" },
        { "UTF-16", Encoding.Unicode.GetBytes("{}"), "save the text as UTF-8" },
        { "high surrogate alone", "{\"a\":\"\\ud800\"}"u8.ToArray(), "half of a surrogate pair" },
        { "low surrogate alone", "{\"a\":\"x\\udc00x\"}"u8.ToArray(), "half of a surrogate pair" },
        { "lone surrogate in a key", "{\"\\udc00\":1}"u8.ToArray(), "half of a surrogate pair" },
        { "the same key twice", "{\"a\":1,\"a\":2}"u8.ToArray(), "key \"a\" is used twice" },
        { "the same key escaped", "{\"a\":1,\"\\u0061\":2}"u8.ToArray(), "key \"a\" is used twice" },
        { "keys that differ in case", "{\"type\":1,\"Type\":2}"u8.ToArray(), "key \"Type\" is used twice" },
        { "long s", "{\"ips\":1,\"ip\u017f\":2}"u8.ToArray(), "is used twice" },
        { "Kelvin sign", "{\"k\":1,\"\u212a\":2}"u8.ToArray(), "is used twice" },
        { "far down", "[{\"x\":[{\"a\":{\"b\":1,\"B\":2}}]}]"u8.ToArray(), "key \"B\" is used twice" },
        { "1000 lists", Encoding.UTF8.GetBytes(new string('[', 1000)), "nested deeper than 64 levels" },
        { "1000 objects", Encoding.UTF8.GetBytes(Repeat("{\"a\":", 1000)), "nested deeper than 64 levels" },
        { "65 levels", Encoding.UTF8.GetBytes(new string('[', 65) + new string(']', 65)), "deeper than 64 levels" },
        { "huge", Encoding.UTF8.GetBytes($"\"{new string('x', 1 << 20)}\""), "at most 1048576 are allowed" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Hostile_text_is_refused(string name, byte[] json, string message)
    {
        name.ShouldNotBeEmpty();
        Bytes.Refusal(() => GoJson.Parse(json, "file x")).ShouldContain(message);
    }

    [Theory]
    [InlineData("""{"runtimeConfig":{"io.kubernetes.cri.pod-annotations":{"a":"1","A":"2"}}}""", true)]
    [InlineData("""{"RuntimeConfig":{"io.kubernetes.cri.pod-annotations":{"a":"1","A":"2"}}}""", true)]
    [InlineData("""{"runtimeConfig":{"io.kubernetes.cri.pod-annotations":{"a":"1","a":"2"}}}""", false)]
    [InlineData("""{"runtimeConfig":{"io.kubernetes.cri.pod-annotations":{"a":"1"},"a":1,"A":2}}""", false)]
    [InlineData("""{"capabilityArgs":{"io.kubernetes.cri.pod-annotations":{"a":"1","A":"2"}}}""", true)]
    [InlineData("""{"runtimeConfig":{"other":{"a":"1","A":"2"}}}""", false)]
    [InlineData("""{"x":{"io.kubernetes.cri.pod-annotations":{"a":"1","A":"2"}}}""", false)]
    [InlineData("""{"runtimeConfig":[{"io.kubernetes.cri.pod-annotations":1},{"a":"1","A":"2"}]}""", false)]
    [InlineData("""{"io.kubernetes.cri.pod-annotations":{"a":"1","A":"2"}}""", false)]
    public void Only_the_pods_annotations_have_free_keys(string json, bool accepted)
    {
        var parse = () => GoJson.Parse(json.Utf8(), "file x");

        if (accepted)
        {
            parse().GetRawText().ShouldBe(json);
        }
        else
        {
            Bytes.Refusal(() => parse()).ShouldContain("is used twice");
        }
    }

    [Fact]
    public void The_limits_themselves_are_accepted()
    {
        GoJson.Parse((new string('[', 64) + new string(']', 64)).Utf8(), "file x").GetArrayLength().ShouldBe(1);
        var longest = new string('x', GoJson.DefaultMaxBytes - 2);
        GoJson.Parse($"\"{longest}\"".Utf8(), "file x").GetString().ShouldBe(longest);
    }

    [Fact]
    public void A_great_many_keys_take_no_great_time()
    {
        var json = new StringBuilder("{\"first\":0");
        for (var i = 0; i < 60_000; i++)
        {
            json.Append(System.Globalization.CultureInfo.InvariantCulture, $",\"key{i}\":0");
        }

        GoJson.Parse(json.Append('}').ToString().Utf8(), "file x").GetInteger("KEY59999", "file x").ShouldBe(0);
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
