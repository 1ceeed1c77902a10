using Ramus.Contract.Json;

namespace Ramus.Contract.Tests.Json;

public sealed class JsonMistakeTests
{
    [Theory]
    [InlineData("{\n  \"a\": 1\n  \"b\": 2\n}", 3, 3, "a comma is missing before '\"'")]
    [InlineData("{\"a\":{} \"b\":2}", 1, 9, "a comma is missing")]
    [InlineData("[1 2]", 1, 4, "a comma is missing before '2'")]
    [InlineData("{\"a\":1,}", 1, 7, "remove the comma before the closing '}'")]
    [InlineData("[1,\n]", 1, 3, "remove the comma before the closing ']'")]
    [InlineData("[1,,2]", 1, 4, "a comma too much")]
    [InlineData("{,\"a\":1}", 1, 2, "a comma too much")]
    [InlineData("{\"a\" 1}", 1, 6, "a colon is missing after the key")]
    [InlineData("{\"a\"}", 1, 5, "a colon is missing after the key")]
    [InlineData("{\"a\":}", 1, 6, "the value of the key is missing")]
    [InlineData("{a:1}", 1, 2, "a key in double quotes is expected here, not 'a'")]
    [InlineData("{1:1}", 1, 2, "a key in double quotes is expected here, not '1'")]
    [InlineData("{'a':1}", 1, 2, "in double quotes, not in single ones")]
    [InlineData("{\"a\":'b'}", 1, 6, "in double quotes, not in single ones")]
    [InlineData("{\"a\":1", 1, 7, "the text ends too early, a '}' is missing")]
    [InlineData("[{\"a\":[1,2", 1, 11, "the text ends too early, a ']' is missing")]
    [InlineData("{", 1, 2, "the text ends too early, a '}' is missing")]
    [InlineData("{\"a\":1]", 1, 7, "']' closes something else than what is open, which needs '}'")]
    [InlineData("[1}", 1, 3, "'}' closes something else than what is open, which needs ']'")]
    [InlineData("{\"a\":1} // done", 1, 9, "JSON has no comments")]
    [InlineData("{\n\t# note\n\"a\":1}", 2, 2, "JSON has no comments")]
    [InlineData("{/**/\"a\":1}", 1, 2, "JSON has no comments")]
    [InlineData("{} {}", 1, 4, "text after the end")]
    [InlineData("\u00e4\u00f6\u00fc", 1, 1, "is not expected here")]
    [InlineData("{\"\u00e4\": \u00f6}", 1, 7, "is not expected here")]
    [InlineData("}", 1, 1, "'}' is not expected here")]
    public void A_mistake_between_values_is_named_with_its_place(string json, int line, int column, string mistake) =>
        ShouldBeNamed(json, line, column, mistake);

    [Theory]
    [InlineData("{\"a\":True}", 1, 6, "'True' is not a JSON value")]
    [InlineData("[adsfasdfasdfasf]", 1, 2, "'adsfasdfasdfasf' is not a JSON value: text stands in double quotes")]
    [InlineData("{\"a\":01}", 1, 6, "'01' is not a JSON number")]
    [InlineData("{\"a\":+1}", 1, 6, "'+1' is not a JSON number")]
    [InlineData("{\"a\":.5}", 1, 6, "'.5' is not a JSON number")]
    [InlineData("{\"a\":1.}", 1, 6, "'1.' is not a JSON number")]
    [InlineData("{\"a\":NaN}", 1, 6, "'NaN' is not a JSON value")]
    [InlineData("{\"a\":\"b}", 1, 6, "a string is not closed")]
    [InlineData("{\"a\":\"b\n\"}", 1, 8, "a string does not end on its line")]
    [InlineData("{\"a\":\"b\tc\"}", 1, 8, "control character 0x09")]
    [InlineData("{\"a\":\"C:\\dir\"}", 1, 9, "begins no escape that JSON knows")]
    [InlineData("{\"a\":\"\\u12x4\"}", 1, 7, "begins no escape that JSON knows")]
    [InlineData("not json", 1, 1, "'not' is not a JSON value")]
    public void A_mistake_in_a_value_is_named_with_its_place(string json, int line, int column, string mistake) =>
        ShouldBeNamed(json, line, column, mistake);

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t")]
    public void Nothing_is_called_empty(string json)
    {
        Bytes.Refusal(() => GoJson.Parse(json.Utf8(), "file x")).ShouldBe("file x: is empty, expected JSON");
    }

    private static void ShouldBeNamed(string json, int line, int column, string mistake)
    {
        var refusal = Should.Throw<ContractException>(() => GoJson.Parse(json.Utf8(), "file x"));

        refusal.Message.ShouldContain(mistake);
        refusal.Message.ShouldStartWith($"file x line {line} column {column}: ");
        refusal.Line.ShouldBe(line);
        refusal.Column.ShouldBe(column);
    }
}
