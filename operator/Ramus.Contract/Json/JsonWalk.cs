using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Ramus.Contract.Json;

/// <summary>One pass over JSON text that refuses everything that two parsers could read differently.</summary>
internal ref struct JsonWalk
{
    private readonly ReadOnlySpan<byte> utf8;
    private readonly string what;
    private readonly int maxDepth;
    private readonly List<Level> levels = [];
    private Utf8JsonReader reader;
    private string? key;

    private JsonWalk(ReadOnlySpan<byte> utf8, string what, int maxDepth, bool keysAreFree)
    {
        this.utf8 = utf8;
        this.what = what;
        this.maxDepth = maxDepth;
        levels.Add(new Level(null, keysAreFree));
        reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = maxDepth + 1 });
    }

    public static void Check(ReadOnlySpan<byte> utf8, string what, int maxDepth, bool keysAreFree)
    {
        RefuseEncoding(utf8, what);
        new JsonWalk(utf8, what, maxDepth, keysAreFree).Run();
    }

    private static void RefuseEncoding(ReadOnlySpan<byte> utf8, string what)
    {
        if (utf8.StartsWith("\uFEFF"u8))
        {
            throw JsonMistake.At(utf8, 0, what, "the text starts with a byte order mark; save it as UTF-8 without BOM");
        }

        if (utf8.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            throw new ContractException($"{what} is empty; expected JSON");
        }

        if (Utf8.IsValid(utf8))
        {
            return;
        }

        var at = 0;
        while (Rune.DecodeFromUtf8(utf8[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            at += length;
        }

        throw JsonMistake.At(utf8, at, what, $"byte 0x{utf8[at]:x2} is not valid UTF-8; save the text as UTF-8");
    }

    private void Run()
    {
        var last = JsonTokenType.None;
        var (start, consumed) = (0, 0);
        try
        {
            while (reader.Read())
            {
                Visit();
                last = reader.TokenType;
                (start, consumed) = ((int)reader.TokenStartIndex, (int)reader.BytesConsumed);
            }
        }
        catch (JsonException)
        {
            throw JsonMistake.Find(
                utf8, what, last, start..consumed, InObject, inList: levels.Count > 1 && !InObject);
        }
    }

    private readonly bool InObject => levels[^1].Keys is not null;

    private void Visit()
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                Enter(new HashSet<string>(StringComparer.Ordinal));
                break;
            case JsonTokenType.StartArray:
                Enter(null);
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                levels.RemoveAt(levels.Count - 1);
                break;
            case JsonTokenType.PropertyName:
                key = Text();
                AddKey(key);
                break;
            case JsonTokenType.String when reader.ValueIsEscaped:
                Text();
                break;
            default:
                break;
        }
    }

    private void Enter(HashSet<string>? keys)
    {
        if (levels.Count > maxDepth)
        {
            throw Refuse($"the value is nested deeper than {maxDepth} levels");
        }

        var parent = levels[^1];
        var free = parent.KeysAreFree
            || (keys is not null && parent.Keys is not null && RuntimeAnnotations.Are(parent.Name, key));
        levels.Add(new Level(keys, free) { Name = parent.Keys is null ? null : key });
    }

    private readonly void AddKey(string name)
    {
        var level = levels[^1];
        if (!level.Keys!.Add(level.KeysAreFree ? name : GoKey.Fold(name)))
        {
            throw Refuse($"key \"{Quote.Short(name)}\" is used twice in one object"
                + (level.KeysAreFree ? "; keep one" : " (case is ignored); keep one"));
        }
    }

    private readonly string Text()
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Refuse("a string contains half of a surrogate pair (\\ud800 to \\udfff); write both halves or "
                + "neither");
        }
    }

    private readonly ContractException Refuse(string mistake) =>
        JsonMistake.At(utf8, (int)reader.TokenStartIndex, what, mistake);

    private sealed class Level(HashSet<string>? keys, bool keysAreFree)
    {
        public HashSet<string>? Keys { get; } = keys;
        public bool KeysAreFree { get; } = keysAreFree;
        public string? Name { get; init; }
    }
}
