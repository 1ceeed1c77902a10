using System.Globalization;
using System.Text;

namespace Ramus.Contract.Cni;

/// <summary>Text of other programs in which characters of a value are written as escapes.</summary>
internal static class EscapedText
{
    private const string Letters = "abfnrtv";
    private const string Characters = "\a\b\f\n\r\t\v";

    /// <summary>
    /// The text with the escapes of JSON and Go (<c>\"</c>, <c>\n</c>, <c>\x2d</c>, <c>\u002d</c>) replaced by their
    /// characters. A backslash before any other character is removed.
    /// </summary>
    public static string Unescape(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '\\' || at + 1 == text.Length)
            {
                plain.Append(text[at]);
                continue;
            }

            at++;
            var digits = text[at] switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
            if (digits > 0 && at + digits < text.Length && int.TryParse(
                text.AsSpan(at + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
                && code is >= 0 and <= 0x10FFFF)
            {
                _ = code <= char.MaxValue
                    ? plain.Append((char)code)
                    : plain.Append(char.ConvertFromUtf32(code));
                at += digits;
                continue;
            }

            plain.Append(Letters.IndexOf(text[at], StringComparison.Ordinal) is var letter and >= 0
                ? Characters[letter]
                : text[at]);
        }

        return plain.ToString();
    }
}
