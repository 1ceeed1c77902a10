using System.Buffers;

namespace Ramus.Fuzz.Mutation;

/// <summary>Parses JSON text without validation: duplicate keys, odd numbers and bad escapes are kept.</summary>
internal ref struct JsonReading
{
    private const int MaxDepth = 200;
    private static readonly SearchValues<byte> WordEnds = SearchValues.Create(",:{}[]\" \t\r\n"u8);

    private readonly ReadOnlySpan<byte> text;
    private int at;

    private JsonReading(ReadOnlySpan<byte> text) => this.text = text;

    /// <summary>The value; null when the text does not even resemble JSON.</summary>
    public static JsonNode? TryRead(ReadOnlySpan<byte> text)
    {
        var reading = new JsonReading(text);
        var node = reading.Value(0);
        return node is not null && reading.Peek() == 0 ? node : null;
    }

    private JsonNode? Value(int depth) => depth > MaxDepth ? null : Peek() switch
    {
        (byte)'{' => Object(depth),
        (byte)'[' => List(depth),
        (byte)'"' => Text() is { } token ? JsonNode.Scalar(token) : null,
        _ => Word(),
    };

    private JsonNode? Object(int depth)
    {
        var node = JsonNode.Object();
        at++;
        while (!Take('}'))
        {
            if (node.Members.Count > 0 && !Take(','))
            {
                return null;
            }

            if (Peek() != '"' || Text() is not { } key || !Take(':') || Value(depth + 1) is not { } value)
            {
                return null;
            }

            node.Members.Add((key, value));
        }

        return node;
    }

    private JsonNode? List(int depth)
    {
        var node = JsonNode.List();
        at++;
        while (!Take(']'))
        {
            if ((node.Items.Count > 0 && !Take(',')) || Value(depth + 1) is not { } item)
            {
                return null;
            }

            node.Items.Add(item);
        }

        return node;
    }

    private byte[]? Text()
    {
        var start = at;
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                at++;
                return text[start..at].ToArray();
            }

            at += text[at] == '\\' ? 1 : 0;
        }

        return null;
    }

    private JsonNode? Word()
    {
        var rest = text[at..];
        var length = rest.IndexOfAny(WordEnds);
        length = length < 0 ? rest.Length : length;
        at += length;
        return length == 0 ? null : JsonNode.Scalar(rest[..length].ToArray());
    }

    private bool Take(char mark)
    {
        if (Peek() != mark)
        {
            return false;
        }

        at++;
        return true;
    }

    private byte Peek()
    {
        while (at < text.Length && text[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            at++;
        }

        return at < text.Length ? text[at] : (byte)0;
    }
}
