using System.Text;

namespace Ramus.Contract.Json;

/// <summary>
/// Finds letters and digits that look like ASCII ones: <c>mаster</c> with a Cyrillic <c>а</c> is not the key
/// <c>master</c>, but a reader cannot see it.
/// </summary>
internal static class LookAlike
{
    // Scripts with such characters, and the single ones of other blocks. Letters with accents are not look-alikes.
    private static readonly (int First, int Last)[] Blocks =
    [
        (0x017f, 0x017f), // long s
        (0x0250, 0x02af), // phonetic letters
        (0x0370, 0x03ff), // Greek
        (0x0400, 0x058f), // Cyrillic, Armenian
        (0x0660, 0x0669), (0x06f0, 0x06f9), (0x0966, 0x096f), // digits
        (0x13a0, 0x13ff), // Cherokee
        (0x1d00, 0x1dbf), // phonetic letters
        (0x1f00, 0x1fff), // Greek
        (0x212a, 0x212b), // Kelvin and angstrom signs
        (0xff10, 0xff5a), // full-width digits and letters
        (0x1d400, 0x1d7ff), // mathematical letters
    ];

    // Letters that look like an ASCII letter in many fonts: Cyrillic, then Greek. The full-width characters and the
    // mathematical letters are twins too.
    private const string Twins = "аеорсухіѕјһԁԛԝАВЕКМНОРСТУХІЅЈ" + "οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ";

    // Dashes, slashes, dots and colons, and every full-width character.
    private static readonly (int First, int Last)[] Marks =
    [
        (0x02d0, 0x02d0), (0x2010, 0x2015), (0x2024, 0x2024), (0x2044, 0x2044), (0x2212, 0x2212), (0x2215, 0x2215),
        (0x2236, 0x2236), (0xa789, 0xa789), (0xfe50, 0xfe6f), (0xff01, 0xff5e),
    ];

    /// <summary>
    /// The characters, and for each one whether it is a look-alike. Such a character is in a word that also has ASCII
    /// letters or digits, or that has only letters with an ASCII twin; or it is a mark between two characters that are
    /// not spaces. Other words in another script have no look-alikes. An existing escape is not a word, so that
    /// escaping a text again does not change it.
    /// </summary>
    public static IEnumerable<(Rune Rune, bool IsMixed)> Runes(string text)
    {
        Rune[] runes = [.. text.EnumerateRunes()];
        for (var at = 0; at < runes.Length;)
        {
            var escape = runes[at..(at + EscapeAt(runes, at))];
            var word = escape.Length > 0 ? [] : WordAt(runes, at);
            var isMixed = Array.Exists(word, static rune => rune.IsAscii) || Array.TrueForAll(word, IsTwin);
            foreach (var rune in word)
            {
                yield return (rune, isMixed && IsIn(Blocks, rune));
            }

            foreach (var rune in escape)
            {
                yield return (rune, false);
            }

            at += word.Length + escape.Length;
            if (word.Length + escape.Length == 0)
            {
                yield return (runes[at], IsIn(Marks, runes[at]) && IsInside(runes, at));
                at++;
            }
        }
    }

    private static Rune[] WordAt(Rune[] runes, int start)
    {
        var end = Array.FindIndex(runes, start, static rune => !Rune.IsLetterOrDigit(rune));
        return runes[start..(end < 0 ? runes.Length : end)];
    }

    /// <summary>The length of the escape that begins here; 0 when there is none.</summary>
    private static int EscapeAt(Rune[] runes, int at)
    {
        if (runes[at].Value != '\\' || at + 1 >= runes.Length)
        {
            return 0;
        }

        var digits = runes[at + 1].Value switch { 'u' => 4, 'U' => 8, _ => 0 };
        var escape = runes.AsSpan(at, Math.Min(2 + digits, runes.Length - at));
        return digits > 0 && escape.Length == 2 + digits && IsHex(escape[2..]) ? escape.Length : 0;
    }

    private static bool IsHex(ReadOnlySpan<Rune> digits)
    {
        foreach (var digit in digits)
        {
            if (!digit.IsAscii || !char.IsAsciiHexDigit((char)digit.Value))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsInside(Rune[] runes, int at) =>
        at > 0 && at + 1 < runes.Length && !IsSpace(runes[at - 1]) && !IsSpace(runes[at + 1]);

    // Other spaces are escaped themselves.
    private static bool IsSpace(Rune rune) => rune.Value is ' ' or '\n' or '\t';

    private static bool IsTwin(Rune rune) => rune.Value is (>= 0xff10 and <= 0xff5a) or (>= 0x1d400 and <= 0x1d7ff)
        || (rune.IsBmp && Twins.Contains((char)rune.Value, StringComparison.Ordinal));

    private static bool IsIn((int First, int Last)[] ranges, Rune rune) =>
        !rune.IsAscii && Array.Exists(ranges, range => rune.Value >= range.First && rune.Value <= range.Last);
}
