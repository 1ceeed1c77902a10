using CsCheck;
using Ramus.Contract.Json;

namespace Ramus.Contract.Tests.Json;

public sealed class QuoteTests
{
    [Theory]
    [InlineData("a\u00a0b\u200b\u3000\u2028\u001b", "a\\u00a0b\\u200b\\u3000\\u2028\\u001b")]
    [InlineData("a b \u00e4 \u4e2d", "a b \u00e4 \u4e2d")]
    public void A_quotation_shows_characters_that_cannot_be_seen_by_their_numbers(string text, string shown) =>
        Quote.Short(text).ShouldBe(shown);

    [Theory]
    [InlineData("m\u0430cvlan", "m\\u0430cvlan")] // Cyrillic
    [InlineData("br\u03bf0", "br\\u03bf0")] // Greek
    [InlineData("ma\u017fter", "ma\\u017fter")] // long s, which Go folds to s
    [InlineData("lin\u212a", "lin\\u212a")] // Kelvin, which Go folds to k
    [InlineData("10.0.0.\uff11\uff10 10.0.0.1\u0660", "10.0.0.\\uff11\\uff10 10.0.0.1\\u0660")]
    [InlineData("host\u2011local a\uff20net7 10.1.0.5\u221524", "host\\u2011local a\\uff20net7 10.1.0.5\\u221524")]
    [InlineData("failed \u2014 see 1\u2026", "failed \u2014 see 1\u2026")] // prose
    [InlineData("mac\uff56lan", "mac\\uff56lan")]
    [InlineData("\ud835\udc5avlan", "\\U0001d45avlan")] // mathematics
    [InlineData("02:\u0430\u0435:\u0441\u0410", "02:\\u0430\\u0435:\\u0441\\u0410")] // all letters have twins
    [InlineData("\\u043b\u0430 \\u043\u0430", "\\u043b\\u0430 \\u043\\u0430")] // beside escapes, whole and cut
    [InlineData("\u0441\u0435\u0442\u044c lan", "\u0441\u0435\u0442\u044c lan")] // a word of one script
    [InlineData("M\u00fcnchen 5\u00b5s \u4e2d1", "M\u00fcnchen 5\u00b5s \u4e2d1")]
    public void Letters_that_look_like_others_are_shown_by_their_numbers(string text, string shown)
    {
        Quote.Short(text).ShouldBe(shown);
        Quote.Visible($"type '{text}'\n\tis not installed").ShouldBe($"type '{shown}'\n\tis not installed");
    }

    [Fact]
    public void A_message_shows_all_of_its_characters() =>
        Quote.Visible("plugin 'a\u200bb' of '\u001b[1m'").ShouldBe("plugin 'a\\u200bb' of '\\u001b[1m'");

    [Fact]
    public void A_message_that_is_escaped_twice_stays_the_same() =>
        Gen.OneOf(
                "a", "0", "-", " ", "\n", "\r", "\u00a0", "\u200b", "\\", "u", "U", "\\u0430", "\\U0001d45a", "\\u00",
                "\u0430", "\u0436", "\u212a", "\u00e9", "\u2010", "\uff0f", "\uff11", "\ud835\udc5a", "\ud835")
            .Array[0, 12].Select(string.Concat)
            .Sample(text => Quote.Visible(Quote.Visible(text)) == Quote.Visible(text), iter: 50_000);
}
