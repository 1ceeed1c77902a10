using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Ramus.Contract.Json;

/// <summary>
/// Finds a key that readers may take for another one: it has an invisible character, or another character than ASCII
/// in the place of a letter.
/// </summary>
public static class DisguisedKey
{
    /// <summary>
    /// The end of a message about a missing key: the key that looks like it. Empty when there is none, or when
    /// <paramref name="o"/> is not an object.
    /// </summary>
    /// <param name="o">The object without the key.</param>
    /// <param name="keys">The keys, one of which is missing.</param>
    public static string Hint(JsonElement o, params IEnumerable<string> keys)
    {
        if (o.ValueKind != JsonValueKind.Object)
        {
            return "";
        }

        foreach (var name in o.EnumerateObject().Select(static property => property.Name))
        {
            if (keys.FirstOrDefault(key => IsDisguised(name, key)) is { } meant)
            {
                return $"; the key '{Quote.Short(name)}' looks like '{meant}', but has other characters: write it in "
                    + "ASCII";
            }
        }

        return "";
    }

    private static bool IsDisguised(string name, string key)
    {
        if (name.Length > 4 * key.Length || !name.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return false;
        }

        Rune[] seen = [.. name.EnumerateRunes().Where(static rune => !IsInvisible(rune))];
        return seen.Length == key.Length
            && seen.Zip(key).All(static pair => !pair.First.IsAscii
                || char.ToLowerInvariant((char)pair.First.Value) == pair.Second);
    }

    private static bool IsInvisible(Rune rune) => Rune.IsWhiteSpace(rune) || Rune.IsControl(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark;
}
