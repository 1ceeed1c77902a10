using System.Buffers;
using System.Text;

namespace Ramus.Client.Gather;

/// <summary>
/// Removes what could be secret from a text that is not JSON, in time proportional to its length, because a tenant may
/// have written it. Removes too much rather than too little: all of the line after a key like <c>password:</c>.
/// </summary>
internal static class SecretText
{
    public const string Removed = "(removed)";

    private const string PemBegin = "-----BEGIN ", PemEnd = "-----END ";

    // "-----BEGIN" in base64.
    private const string EncodedPem = "LS0tLS1CRUdJTi";

    private const int ShortestToken = 8, ShortestWebToken = 20;

    private static readonly SearchValues<string> Keys = SearchValues.Create(
        [
            "password", "passwd", "passphrase", "token", "secret", "credential", "apikey", "api-key", "api_key",
            "privatekey", "private-key", "private_key", "client-key", "clientkey", "accesskey", "access-key",
            "access_key", "authorization", "cookie", "psk", "pwd", ".key",
        ],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the value of a key is secret, by the key's name.</summary>
    public static bool IsKey(string key) =>
        key.AsSpan().ContainsAny(Keys) || key.Equals("auth", StringComparison.OrdinalIgnoreCase);

    /// <summary>The text without secrets.</summary>
    public static string Remove(string text)
    {
        var result = new StringBuilder(text.Length);
        var (isInPem, block) = (false, -1);
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan()[range];
            if (isInPem)
            {
                isInPem = !line.Contains(PemEnd, StringComparison.Ordinal);
                continue;
            }

            // The lines of a value that begins after its key, as in YAML.
            if (block >= 0 && (line.IsWhiteSpace() || Indent(line) > block))
            {
                continue;
            }

            block = -1;
            _ = result.Length > 0 || range.Start.Value > 0 ? result.Append('\n') : result;
            var pem = line.IndexOf(PemBegin, StringComparison.Ordinal);
            var value = ValueAt(line);
            if (pem >= 0 && (value < 0 || pem < value))
            {
                AppendWords(result, line[..pem]);
                result.Append(Removed);
                isInPem = !line[pem..].Contains(PemEnd, StringComparison.Ordinal);
            }
            else if (value >= 0)
            {
                AppendWords(result, line[..value]);
                result.Append(Removed);
                isInPem = pem >= 0 && !line[pem..].Contains(PemEnd, StringComparison.Ordinal);
                block = line[value..].Trim() is [] or ['|' or '>', ..] ? Indent(line) : -1;
            }
            else
            {
                AppendWords(result, line);
            }
        }

        return result.ToString();
    }

    /// <summary>
    /// The start of the value after a secret key, or after an option like <c>--token</c>; -1 for none.
    /// </summary>
    private static int ValueAt(ReadOnlySpan<char> line)
    {
        for (var from = 0; line[from..].IndexOfAny(Keys) is >= 0 and var found;)
        {
            var start = from + found;
            var end = start;
            while (end < line.Length && IsOfKey(line[end]))
            {
                end++;
            }

            var next = end;
            while (next < line.Length && line[next] is '\\' or '"' or '\'' or ' ' or '\t')
            {
                next++;
            }

            if (next < line.Length && line[next] is '=' or ':')
            {
                return next + 1;
            }

            if (end < line.Length && line[end] == ' ' && IsOption(line[..start]))
            {
                return end + 1;
            }

            // Skip the whole word: it is not a key, even if it contains more of these words.
            from = Math.Max(end, start + 1);
        }

        return -1;
    }

    private static bool IsOption(ReadOnlySpan<char> before)
    {
        var word = before[(before.LastIndexOf(' ') + 1)..];
        return word.StartsWith('-');
    }

    private static bool IsOfKey(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.';

    private static int Indent(ReadOnlySpan<char> line) => line.Length - line.TrimStart(' ').Length;

    private static void AppendWords(StringBuilder result, ReadOnlySpan<char> line)
    {
        ReadOnlySpan<char> before = [];
        foreach (var range in line.Split(' '))
        {
            var word = line[range];
            _ = range.Start.Value > 0 ? result.Append(' ') : result;
            if (IsSecretAfter(before, word) || word.Contains(EncodedPem, StringComparison.Ordinal))
            {
                result.Append(Removed);
            }
            else
            {
                AppendWord(result, word);
            }

            before = word;
        }
    }

    private static bool IsSecretAfter(ReadOnlySpan<char> before, ReadOnlySpan<char> word) =>
        (word.Length >= ShortestToken && (before.EndsWith("bearer", StringComparison.OrdinalIgnoreCase)
            || before.EndsWith("basic", StringComparison.OrdinalIgnoreCase)))
        || (before is "-u" or "--user" && word.Contains(':'));

    // The user and the password of an address, and JSON web tokens.
    private static void AppendWord(StringBuilder result, ReadOnlySpan<char> word)
    {
        var user = word.IndexOf("://", StringComparison.Ordinal);
        var at = user < 0 ? -1 : word[user..].LastIndexOf('@');
        if (at > 0 && word.Slice(user + 3, Math.Max(at - 3, 0)).Contains(':'))
        {
            result.Append(word[..(user + 3)]).Append(Removed);
            word = word[(user + at)..];
        }

        for (var token = word.IndexOf("eyJ", StringComparison.Ordinal); token >= 0;
            token = word.IndexOf("eyJ", StringComparison.Ordinal))
        {
            var end = token;
            while (end < word.Length && IsOfKey(word[end]))
            {
                end++;
            }

            var isToken = end - token >= ShortestWebToken && word[token..end].Contains('.');
            result.Append(word[..token]).Append(isToken ? Removed : word[token..end]);
            word = word[end..];
        }

        result.Append(word);
    }
}
