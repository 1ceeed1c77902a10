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
    [InlineData("[1,,2]", 1, 4, "remove the extra comma")]
    [InlineData("{,\"a\":1}", 1, 2, "remove the extra comma")]
    [InlineData("{\"a\" 1}", 1, 6, "a colon is missing after the key")]
    [InlineData("{\"a\"}", 1, 5, "a colon is missing after the key")]
    [InlineData("{\"a\":}", 1, 6, "the value of the key is missing")]
    [InlineData("{a:1}", 1, 2, "expected a key in double quotes, got 'a'")]
    [InlineData("{1:1}", 1, 2, "expected a key in double quotes, got '1'")]
    [InlineData("{'a':1}", 1, 2, "need double quotes, not single quotes")]
    [InlineData("{\"a\":'b'}", 1, 6, "need double quotes, not single quotes")]
    [InlineData("{\"a\":1", 1, 7, "the text ends too early; add the missing '}'")]
    [InlineData("[{\"a\":[1,2", 1, 11, "the text ends too early; add the missing ']'")]
    [InlineData("{", 1, 2, "the text ends too early; add the missing '}'")]
    [InlineData("{\"a\":1]", 1, 7, "expected '}', got ']'")]
    [InlineData("[1}", 1, 3, "expected ']', got '}'")]
    [InlineData("{\"a\":1} // done", 1, 9, "comments are not allowed in JSON")]
    [InlineData("{\n\t# note\n\"a\":1}", 2, 2, "comments are not allowed in JSON")]
    [InlineData("{/**/\"a\":1}", 1, 2, "comments are not allowed in JSON")]
    [InlineData("{} {}", 1, 4, "text after the end")]
    [InlineData("\u00e4\u00f6\u00fc", 1, 1, "unexpected ")]
    [InlineData("{\"\u00e4\": \u00f6}", 1, 7, "unexpected ")]
    [InlineData("}", 1, 1, "unexpected '}'")]
    public void A_mistake_between_values_is_named_with_its_place(string json, int line, int column, string mistake) =>
        ShouldBeNamed(json, line, column, mistake);

    [Theory]
    [InlineData("{\"a\":True}", 1, 6, "'True' is not a JSON value")]
    [InlineData("[adsfasdfasdfasf]", 1, 2, "'adsfasdfasdfasf' is not a JSON value: put strings in double quotes")]
    [InlineData("{\"a\":01}", 1, 6, "'01' is not a JSON number")]
    [InlineData("{\"a\":0x5dc}", 1, 6, "'0x5dc' is not a JSON number")]
    [InlineData("{\"a\":1_500}", 1, 6, "'1_500' is not a JSON number")]
    [InlineData("[1500m]", 1, 2, "'1500m' is not a JSON number")]
    [InlineData("{\"a\":+1}", 1, 6, "'+1' is not a JSON number")]
    [InlineData("{\"a\":.5}", 1, 6, "'.5' is not a JSON number")]
    [InlineData("{\"a\":1.}", 1, 6, "'1.' is not a JSON number")]
    [InlineData("{\"a\":NaN}", 1, 6, "'NaN' is not a JSON value")]
    [InlineData("{\"a\":\"b}", 1, 6, "a string is not closed")]
    [InlineData("{\"a\":\"b\n\"}", 1, 8, "a string does not end on its line")]
    [InlineData("{\"a\":\"b\tc\"}", 1, 8, "a string contains a tab; write \\t")]
    [InlineData("{\"a\":\"b\u001bc\"}", 1, 8, "control character U+001B; remove it, or write \\u001b")]
    [InlineData("{\"a\":\"C:\\dir\"}", 1, 9, "does not start a valid JSON escape")]
    [InlineData("{\"a\":\"\\u12x4\"}", 1, 7, "does not start a valid JSON escape")]
    [InlineData("not json", 1, 1, "'not' is not a JSON value")]
    public void A_mistake_in_a_value_is_named_with_its_place(string json, int line, int column, string mistake) =>
        ShouldBeNamed(json, line, column, mistake);

    [Theory]
    [InlineData("\"a\": 1}", 1, 1, "a '{' is missing before this key")]
    [InlineData("[\"a\": 1]", 1, 2, "a '{' is missing before this key")]
    [InlineData("{\"a\":[ \"b\": 1}]}", 1, 8, "a '{' is missing before this key")]
    [InlineData("{\"ipam\": \"type\": \"static\"}}", 1, 10, "a '{' is missing before this key")]
    [InlineData("{\"a\":1: 2}", 1, 7, "expected a comma or '}', got ':'")]
    [InlineData("{\"a\":1; \"b\":2}", 1, 7, "expected a comma or '}', got ';'")]
    [InlineData("[1; 2]", 1, 3, "expected a comma or ']', got ';'")]
    [InlineData("{\"a\"=1}", 1, 5, "expected ':' after the key, got '='")]
    [InlineData("{\"plugins\":{\"a\":1},{\"b\":2}]}", 1, 20, "a '[' is missing before the first one")]
    [InlineData("{{ .Values.config }}", 1, 2, "a placeholder of a template that was not replaced")]
    [InlineData("{\"a\": {{ .Values.a }}}", 1, 8, "a placeholder of a template that was not replaced")]
    [InlineData("{\"a\": ${A}}", 1, 7, "if this is a placeholder of a template")]
    [InlineData("{\"a\":1},", 1, 8, "remove the comma after the end")]
    [InlineData("{\"a\":1}}", 1, 8, "there is one '}' too many; remove it, or add the missing '{'")]
    [InlineData("{\"a\":1},{\"b\":2}", 1, 8, "for a list, add '[' at the start and ']' at the end")]
    [InlineData("{\"a\":1},\n{\"b\":2}]\n", 1, 8, "for a list, add the missing '[' at the start")]
    [InlineData("\"a\",\"b\"", 1, 4, "for a list, add '[' at the start and ']' at the end")]
    [InlineData("{\"a\":1}]", 1, 8, "a '[' is missing at the start; add it, or remove the ']'")]
    [InlineData("{\"a\":{\"b\":1}]}", 1, 13, "if a list ends here, its '[' is missing")]
    [InlineData("{\"a\":\"b\"]}", 1, 9, "if a list ends here, its '[' is missing")]
    public void A_missing_or_wrong_bracket_or_separator_is_told_as_what_it_is(
        string json, int line, int column, string mistake) => ShouldBeNamed(json, line, column, mistake);

    [Theory]
    [InlineData("\u00a0{}", 1, "unexpected non-breaking space (U+00A0); write a space instead")]
    [InlineData("{\u00a0\"a\":1}", 2, "unexpected non-breaking space (U+00A0); write a space instead")]
    [InlineData("{\"a\":\u00a01}", 6, "unexpected non-breaking space (U+00A0); write a space instead")]
    [InlineData("{\"a\":1\u00a0}", 7, "unexpected non-breaking space (U+00A0); write a space instead")]
    [InlineData("{\"a\"\u00a0:1}", 5, "unexpected non-breaking space (U+00A0); write a space instead")]
    [InlineData("{}\u00a0", 3, "unexpected non-breaking space (U+00A0); write a space instead")]
    [InlineData("{\u3000\"a\":1}", 2, "space character (U+3000); write a space instead")]
    [InlineData("{\u2009\"a\":1}", 2, "space character (U+2009); write a space instead")]
    [InlineData("{\u200b\"a\":1}", 2, "invisible character (U+200B); remove it")]
    [InlineData("{\u200d\"a\":1}", 2, "invisible character (U+200D); remove it")]
    [InlineData("{\u00ad\"a\":1}", 2, "invisible character (U+00AD); remove it")]
    [InlineData("{\u2060\"a\":1}", 2, "invisible character (U+2060); remove it")]
    [InlineData("{ \ufeff\"a\":1}", 3, "byte order mark (U+FEFF) within the text; remove it")]
    [InlineData("{\u2028\"a\":1}", 2, "unexpected line separator (U+2028); write a line feed instead")]
    [InlineData("{\u000b\"a\":1}", 2, "control character (U+000B); remove it")]
    [InlineData("{\"a\":1\u0000}", 7, "unexpected NUL character (U+0000); remove it, or save the text as UTF-8")]
    [InlineData("{\u0085\"a\":1}", 2, "control character (U+0085); remove it")]
    [InlineData("{\u201ca\u201d:1}", 2, "unexpected typographic quotation mark \u201c (U+201C); write '\"' instead")]
    [InlineData("{\"a\":\u201eb\u201c}", 6, "typographic quotation mark \u201e (U+201E); write '\"' instead")]
    [InlineData("{\u2018a\u2019:1}", 2, "unexpected typographic quotation mark \u2018 (U+2018); write '\"' instead")]
    [InlineData("{\u00aba\u00bb:1}", 2, "unexpected typographic quotation mark \u00ab (U+00AB); write '\"' instead")]
    [InlineData("{\uff02a\uff02:1}", 2, "unexpected full-width quotation mark \uff02 (U+FF02); write '\"' instead")]
    [InlineData("{`a`:1}", 2, "unexpected backtick ` (U+0060); write '\"' instead")]
    [InlineData("{\"a\":\u20131}", 6, "unexpected dash \u2013 (U+2013); write '-' instead")]
    [InlineData("{\"a\":\u22121}", 6, "unexpected mathematical minus sign \u2212 (U+2212); write '-' instead")]
    [InlineData("{\"a\":1\uff0c\"b\":2}", 7, "unexpected full-width comma \uff0c (U+FF0C); write ',' instead")]
    [InlineData("{\"a\"\uff1a1}", 5, "unexpected full-width colon \uff1a (U+FF1A); write ':' instead")]
    [InlineData("\uff5b\"a\":1}", 1, "unexpected full-width brace \uff5b (U+FF5B); write '{' instead")]
    [InlineData("{\"a\":\u2026}", 6, "unexpected '\u2026' (U+2026)")]
    [InlineData("{\"a\u201d: 1, \"b\": 2}", 4, "unexpected typographic quotation mark \u201d (U+201D)")]
    [InlineData("{\"a\": \"b\u201d, \"c\": \"d\"}", 9, "unexpected typographic quotation mark \u201d (U+201D)")]
    [InlineData("{\"a\": \"b\u201d}", 9, "unexpected typographic quotation mark \u201d (U+201D)")]
    public void An_unexpected_character_is_named(string json, int column, string mistake) =>
        ShouldBeNamed(json, 1, column, mistake);

    [Theory]
    [InlineData("cniVersion: \"1.0.0\"\ntype: macvlan", 1, "the text is YAML; write it as JSON")]
    [InlineData("- type: macvlan", 1, "the text is YAML; write it as JSON")]
    [InlineData("---\ntype: macvlan", 1, "the text is YAML; write it as JSON")]
    [InlineData("{\"type\":\"bridge,\"bridge\":\"br0\"}", 18, "unexpected 'bridge' directly after a string")]
    [InlineData("{\"a\":\uff11\uff15}", 6, "unexpected digit \uff11 (U+FF11); write '1' instead")]
    [InlineData("{\"a\":1\uff15}", 7, "unexpected digit \uff15 (U+FF15); write '5' instead")]
    [InlineData("{\"a\":\u0663}", 6, "unexpected digit \u0663 (U+0663); write '3' instead")]
    [InlineData("{\\n\"a\":1}", 2, "a '\\' can only be in a string; if the text was escaped")]
    [InlineData("{\\\"a\\\":1}", 2, "a '\\' can only be in a string; if the text was escaped")]
    [InlineData("{\"a\":1,\\n\"b\":2}", 8, "a '\\' can only be in a string; if the text was escaped")]
    [InlineData("{\"a\":\\'b\\'}", 6, "a '\\' can only be in a string; if the text was escaped")]
    [InlineData("{\"a\":1\\n}", 7, "a '\\' can only be in a string; if the text was escaped")]
    public void Text_of_another_syntax_is_named(string json, int column, string mistake) =>
        ShouldBeNamed(json, 1, column, mistake);

    [Theory]
    [InlineData("{\"a\u00a0b\": \"\u201cc\u201d \u200b\u3000\"}")]
    public void The_same_characters_are_allowed_in_strings(string json) =>
        GoJson.Parse(json.Utf8(), "file x").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Object);

    [Fact]
    public void A_byte_order_mark_at_the_start_is_named() => Bytes.Refusal(() => GoJson.Parse("\ufeff{}".Utf8(), "x"))
        .ShouldBe("x line 1 column 1: the text starts with a byte order mark; save it as UTF-8 without BOM");

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t")]
    public void Empty_text_is_reported_as_empty(string json)
    {
        Bytes.Refusal(() => GoJson.Parse(json.Utf8(), "file x")).ShouldBe("file x is empty; expected JSON");
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
