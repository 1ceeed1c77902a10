using Ramus.Contract.Json;
using Ramus.Validation.Addresses;

namespace Ramus.Validation.Networks;

/// <summary>Recognises values that can be the path of a file on the node.</summary>
internal static class NodePath
{
    // Plugins use the values of such keys as paths, even without a slash.
    private static readonly string[] Endings =
    [
        "conf", "dir", "directory", "file", "kubeconfig", "path", "sock", "socket",
    ];

    private static readonly int LongestEnding = Endings.Max(static ending => ending.Length);

    public static bool Is(string key, string text) =>
        text.Length > 0
        && (IsKey(key)
            || ((text.Contains('/', StringComparison.Ordinal) || text.Contains("..", StringComparison.Ordinal))
                && !text.Split(',', StringSplitOptions.TrimEntries).All(IsAddresses)));

    private static bool IsKey(string key)
    {
        var end = GoKey.Fold(key.Length > LongestEnding ? key[^LongestEnding..] : key);
        return Array.Exists(Endings, ending => end.EndsWith(ending, StringComparison.Ordinal));
    }

    // A prefix, a range that ends with a prefix, a prefix with the length of its parts, or a prefix length alone.
    private static bool IsAddresses(string text)
    {
        if (text.StartsWith('/'))
        {
            return IsLength(text.AsSpan(1));
        }

        var dash = text.IndexOf('-', StringComparison.Ordinal);
        if (dash >= 0 && !IpNumber.TryParse(text[..dash].Trim(), out _))
        {
            return false;
        }

        var parts = text[(dash + 1)..].Trim().Split('/');
        return parts.Length is 2 or 3
            && Prefix.TryParse($"{parts[0]}/{parts[1]}", out _)
            && (parts.Length == 2 || IsLength(parts[2]));
    }

    private static bool IsLength(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= 3 && !text.ContainsAnyExceptInRange('0', '9');
}
