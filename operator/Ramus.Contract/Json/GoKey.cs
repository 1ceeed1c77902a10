using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Ramus.Contract.Json;

/// <summary>Compares keys as Go's encoding/json does: case is ignored.</summary>
internal static class GoKey
{
    /// <summary>The same comparison for sets and dictionaries.</summary>
    public static IEqualityComparer<string> Comparer { get; } = EqualityComparer<string>.Create(
        static (left, right) => left is null || right is null ? left == right : Same(left, right),
        static key => Fold(key).GetHashCode(StringComparison.Ordinal));

    public static bool Same(JsonProperty property, string key)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(property);
        if (Ascii.IsValid(raw) && !raw.Contains((byte)'\\'))
        {
            return Ascii.EqualsIgnoreCase(raw, key);
        }

        return Same(property.Name, key);
    }

    public static bool Same(string left, string right) =>
        left.Length == right.Length && string.Equals(Fold(left), Fold(right), StringComparison.Ordinal);

    /// <summary>The common spelling of all keys that a Go program treats as the same key.</summary>
    public static string Fold(string key)
    {
        for (var i = 0; i < key.Length; i++)
        {
            if (FoldChar(key[i]) != key[i])
            {
                return string.Create(key.Length, key, static (folded, source) =>
                {
                    for (var at = 0; at < source.Length; at++)
                    {
                        folded[at] = FoldChar(source[at]);
                    }
                });
            }
        }

        return key;
    }

    // Go folds the long s and the Kelvin sign onto ASCII letters; .NET's case mapping does not.
    private static char FoldChar(char c) => c switch
    {
        >= 'A' and <= 'Z' => (char)(c + 32),
        < '\u0080' => c,
        '\u017F' => 's',
        '\u212A' => 'k',
        _ => char.ToLowerInvariant(char.ToUpperInvariant(c)),
    };
}
