using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Validation.Json;

/// <summary>
/// Paths like <c>spec.config.plugins[1].ipam</c>; other keys than words stand in brackets and quotes.
/// </summary>
internal static class JsonPath
{
    public const string Config = "spec.config";

    public static string Join(string path, string key) =>
        IsWord(key) ? $"{path}.{key}" : $"{path}['{Quote.Short(key)}']";

    public static string Annotation(string key) => $"metadata.annotations['{key}']";

    /// <summary>
    /// Line and column of the value at a path, or of what is nearest above it; both begin with 1, columns are
    /// characters.
    /// </summary>
    public static (long Line, long Column)? Find(ReadOnlySpan<byte> utf8, string path)
    {
        if (!path.StartsWith(Config, StringComparison.Ordinal))
        {
            return null;
        }

        var offset = NearestOffset(utf8, path);
        var before = utf8[..offset];
        var line = before.Count((byte)'\n') + 1;
        var start = before.LastIndexOf((byte)'\n') + 1;
        return (line, System.Text.Encoding.UTF8.GetCharCount(before[start..]) + 1);
    }

    private static int NearestOffset(ReadOnlySpan<byte> utf8, string path)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = GoJson.MaxDepth });
        var levels = new Stack<(string Path, int Next)>();
        var current = Config;
        var best = (Offset: 0, Length: 0);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    current = Join(levels.Peek().Path, reader.GetString()!);
                    Offer(ref best, path, current, (int)reader.TokenStartIndex);
                    continue;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    levels.Pop();
                    break;
                default:
                    Offer(ref best, path, current, (int)reader.TokenStartIndex);
                    if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                    {
                        levels.Push((current, reader.TokenType == JsonTokenType.StartArray ? 0 : -1));
                        current = reader.TokenType == JsonTokenType.StartArray ? $"{current}[0]" : current;
                        continue;
                    }

                    break;
            }

            current = Following(levels);
        }

        return best.Offset;
    }

    // A key may stand there in another case than the plugin spells it.
    private static void Offer(ref (int Offset, int Length) best, string path, string current, int offset)
    {
        var isOnTheWay = path.StartsWith(current, StringComparison.OrdinalIgnoreCase)
            && (path.Length == current.Length || path[current.Length] is '.' or '[');
        if (isOnTheWay && current.Length > best.Length)
        {
            best = (offset, current.Length);
        }
    }

    private static string Following(Stack<(string Path, int Next)> levels)
    {
        if (levels.Count == 0 || levels.Peek().Next < 0)
        {
            return "";
        }

        var (path, next) = levels.Pop();
        levels.Push((path, next + 1));
        return $"{path}[{next + 1}]";
    }

    private static bool IsWord(string key)
    {
        foreach (var c in key)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-'))
            {
                return false;
            }
        }

        return key.Length > 0;
    }
}
