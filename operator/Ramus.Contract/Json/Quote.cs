using System.Globalization;
using System.Text;

namespace Ramus.Contract.Json;

/// <summary>Prepares text of users for a message, so that readers see every character as what it is.</summary>
public static class Quote
{
    private const int Longest = 80;

    /// <summary>
    /// The first 80 characters. Characters that are not visible, and letters that look like ASCII letters within a word
    /// of ASCII letters, are escaped.
    /// </summary>
    public static string Short(string text)
    {
        // The rest is not shown; a character has at most two code units.
        var start = text.Length > 2 * Longest ? text[..(2 * Longest)] : text;
        if (IsPlain(start))
        {
            return start.Length > Longest ? $"{start[..Longest]}…" : start;
        }

        var builder = new StringBuilder(Math.Min(text.Length, Longest) + 1);
        foreach (var (rune, isMixed) in LookAlike.Runes(start))
        {
            if (builder.Length >= Longest)
            {
                return builder.Append('…').ToString();
            }

            Append(builder, rune, IsVisible(rune) && !isMixed);
        }

        return builder.ToString();
    }

    /// <summary>
    /// The whole text, escaped as in <see cref="Short"/>; line feeds and tabs stay. For messages with words of users.
    /// </summary>
    public static string Visible(string text)
    {
        if (IsPlain(text))
        {
            return text;
        }

        var builder = new StringBuilder(text.Length);
        foreach (var (rune, isMixed) in LookAlike.Runes(text))
        {
            Append(builder, rune, rune.Value is '\n' or '\t' || (IsVisible(rune) && !isMixed));
        }

        return builder.ToString();
    }

    /// <summary>Whether readers can see and recognize the character; of all spaces, only U+0020.</summary>
    internal static bool IsVisible(Rune rune) =>
        rune.IsAscii
            ? !Rune.IsControl(rune)
            : Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator);

    // True for nearly all texts.
    private static bool IsPlain(string text) => !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    private static void Append(StringBuilder builder, Rune rune, bool asIs)
    {
        if (asIs)
        {
            builder.Append(rune.ToString());
        }
        else
        {
            // The escapes of Go, which HiddenValues reads.
            _ = rune.IsBmp
                ? builder.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}")
                : builder.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}");
        }
    }
}
