using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Ramus.Contract.Json;

/// <summary>
/// Names characters that look like JSON syntax but are different characters, and characters that are invisible.
/// Editors, chats and web pages put them into copied text.
/// </summary>
internal static class UnexpectedCharacter
{
    private static readonly FrozenDictionary<int, (string Name, string Instead)> Known =
        new Dictionary<int, (string, string)>
        {
            ['`'] = ("backtick", "\""),
            [0xa0] = ("non-breaking space", "a space"),
            [0xab] = ("typographic quotation mark", "\""),
            [0xbb] = ("typographic quotation mark", "\""),
            [0x2010] = ("typographic hyphen", "-"),
            [0x2011] = ("typographic hyphen", "-"),
            [0x2013] = ("dash", "-"),
            [0x2014] = ("dash", "-"),
            [0x2018] = ("typographic quotation mark", "\""),
            [0x2019] = ("typographic quotation mark", "\""),
            [0x201a] = ("typographic quotation mark", "\""),
            [0x201c] = ("typographic quotation mark", "\""),
            [0x201d] = ("typographic quotation mark", "\""),
            [0x201e] = ("typographic quotation mark", "\""),
            [0x201f] = ("typographic quotation mark", "\""),
            [0x2028] = ("line separator", "a line feed"),
            [0x2029] = ("paragraph separator", "a line feed"),
            [0x2032] = ("prime", "\""),
            [0x2033] = ("double prime", "\""),
            [0x2212] = ("mathematical minus sign", "-"),
            [0xff02] = ("full-width quotation mark", "\""),
            [0xff0c] = ("full-width comma", ","),
            [0xff1a] = ("full-width colon", ":"),
            [0xff3b] = ("full-width bracket", "["),
            [0xff3d] = ("full-width bracket", "]"),
            [0xff5b] = ("full-width brace", "{"),
            [0xff5d] = ("full-width brace", "}"),
        }.ToFrozenDictionary();

    /// <summary>
    /// What is wrong with the character, and what to write; null for a letter or a visible ASCII character.
    /// </summary>
    public static string? Explain(Rune rune)
    {
        var code = string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}");
        if (Known.TryGetValue(rune.Value, out var known))
        {
            var shown = Quote.IsVisible(rune) ? $" {rune}" : "";
            return $"unexpected {known.Name}{shown} ({code}); write {Write(known.Instead)} instead";
        }

        if (!rune.IsAscii && Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber)
        {
            return $"unexpected digit {rune} ({code}); write '{Rune.GetNumericValue(rune)}' instead";
        }

        return (rune.IsAscii && !Rune.IsControl(rune)) || Rune.IsLetterOrDigit(rune) ? null
            : rune.Value == 0 ? $"unexpected NUL character ({code}); remove it, or save the text as UTF-8"
            : rune.Value == 0xfeff ? $"unexpected byte order mark ({code}) within the text; remove it"
            : Rune.IsControl(rune) ? $"unexpected control character ({code}); remove it"
            : Rune.GetUnicodeCategory(rune) switch
            {
                UnicodeCategory.SpaceSeparator => $"unexpected space character ({code}); write a space instead",
                UnicodeCategory.Format => $"unexpected invisible character ({code}); remove it",
                _ => $"unexpected '{Quote.Short(rune.ToString())}' ({code})",
            };
    }

    /// <summary>Whether the character is a quotation mark that does not end a JSON string.</summary>
    public static bool IsQuotationMark(Rune rune) =>
        rune.Value > 127 && Known.TryGetValue(rune.Value, out var known) && known.Instead == "\"";

    private static string Write(string instead) => instead.Length == 1 ? $"'{instead}'" : instead;
}
