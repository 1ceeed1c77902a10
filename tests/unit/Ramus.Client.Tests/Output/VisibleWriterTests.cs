using System.Text.Json;
using Ramus.Client.Output;

namespace Ramus.Client.Tests.Output;

public sealed class VisibleWriterTests
{
    [Theory]
    [InlineData("plain text, ✓ größer …\n\tnext", "plain text, ✓ größer …\n\tnext")]
    [InlineData("\u001b]0;title\u0007", "\\u001b]0;title\\u0007")]
    [InlineData("\u001b[2J\u001b[8mhidden", "\\u001b[2J\\u001b[8mhidden")]
    [InlineData("a\rb", "a\\u000db")]
    [InlineData("a\r\nb\r", "a\nb\\u000d")]
    [InlineData("\u009b31m", "\\u009b31m")]
    [InlineData("\u202egnp.exe", "\\u202egnp.exe")]
    [InlineData("a\u200bb", "a\\u200bb")]
    [InlineData("\udb40\udc41", "\\udb40\\udc41")]
    [InlineData("\u2028", "\\u2028")]
    [InlineData("\u001b[31mred\u001b[0m", "\u001b[31mred\u001b[0m")]
    public void Only_visible_characters_reach_the_terminal(string text, string written)
    {
        using var output = new StringWriter();
        using (var writer = new VisibleWriter(output))
        {
            writer.Write(text);
        }

        output.ToString().ShouldBe(written);
    }

    [Fact]
    public void Json_keeps_its_values()
    {
        var json = JsonOutput.Of(static writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("a", "\u202e\udb40\udc41 ✓");
            writer.WriteEndObject();
        });

        JsonElement.Parse(VisibleWriter.Of(json)).GetProperty("a").GetString().ShouldBe("\u202e\udb40\udc41 ✓");
    }

    [Fact]
    public void A_cell_of_a_table_is_one_line() =>
        TextTable.Of(["A", "B"], [["x\ny\u001b[2J", "z"]]).ShouldBe("A               B\nx\\ny\\u001b[2J   z\n");
}
