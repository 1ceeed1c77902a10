using System.Text;

namespace Ramus.Contract.Json;

/// <summary>
/// Finds letters and digits that look like ASCII ones: <c>mаster</c> with a Cyrillic <c>а</c> is not the key
/// <c>master</c>, but a reader cannot see it.
/// </summary>
internal static class LookAlike
{
    // Scripts with such characters, and the single ones of other blocks. Letters with accents are no look-alikes.
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
        (0x1d400, 0x1d7ff), // letters of mathematics
    ];

    // Letters that many fonts draw as they draw an ASCII letter: Cyrillic, then Greek.
    private const string Twins = "аеорсухіѕјһԁԛԝАВЕКМНОРСТУХІЅЈ" + "οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ";

    // Dashes, slashes, dots and colons, and every full-width character.
    private static readonly (int First, int Last)[] Marks =
    [
        (0x02d0, 0x02d0), (0x2010, 0x2015), (0x2024, 0x2024), (0x2044, 0x2044), (0x2212, 0x2212), (0x2215, 0x2215),
        (0x2236, 0x2236), (0xa789, 0xa789), (0xfe50, 0xfe6f), (0xff01, 0xff5e),
    ];

    /// <summary>
    /// The characters, each with whether it is a look-alike: within a word that also has ASCII letters or digits, or
    /// only letters with an ASCII twin; or a mark between two characters that are no spaces. Any other word of another
    /// script is no look-alike.
    /// </summary>
    public static IEnumerable<(Rune Rune, bool IsMixed)> Runes(string text)
    {
        Rune[] runes = [.. text.EnumerateRunes()];
        for (var at = 0; at < runes.Length; at++)
        {
            var start = at;
            while (at < runes.Length && Rune.IsLetterOrDigit(runes[at]))
            {
                at++;
            }

            var word = runes[start..at];
            var isMixed = Array.Exists(word, static rune => rune.IsAscii) || Array.TrueForAll(word, IsTwin);
            foreach (var rune in word)
            {
                yield return (rune, isMixed && IsIn(Blocks, rune));
            }

            if (at < runes.Length)
            {
                yield return (runes[at], IsIn(Marks, runes[at]) && IsInside(runes, at));
            }
        }
    }

    private static bool IsInside(Rune[] runes, int at) =>
        at > 0 && at + 1 < runes.Length && !Rune.IsWhiteSpace(runes[at - 1]) && !Rune.IsWhiteSpace(runes[at + 1]);

    private static bool IsTwin(Rune rune) => rune.IsBmp && Twins.Contains((char)rune.Value, StringComparison.Ordinal);

    private static bool IsIn((int First, int Last)[] ranges, Rune rune) =>
        !rune.IsAscii && Array.Exists(ranges, range => rune.Value >= range.First && rune.Value <= range.Last);
}
