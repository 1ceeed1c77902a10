using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Ramus.Contract.Json;

/// <summary>Describes a mistake in JSON text, with line and column.</summary>
internal readonly ref partial struct JsonMistake
{
    private static readonly SearchValues<byte> WordEnds = SearchValues.Create(" \t\r\n,:{}[]\""u8);

    private static readonly SearchValues<byte> NumberParts = SearchValues.Create("0123456789+-.eE"u8);

    private readonly ReadOnlySpan<byte> utf8;
    private readonly string what;
    private readonly JsonTokenType last;
    private readonly Range token;
    private readonly bool inObject;
    private readonly bool inList;
    private readonly int comma;
    private readonly int at;

    /// <summary>The mistake that follows <paramref name="last"/>, which is at <paramref name="token"/>.</summary>
    private JsonMistake(
        ReadOnlySpan<byte> utf8, string what, JsonTokenType last, Range token, bool inObject, bool inList)
    {
        this.utf8 = utf8;
        this.what = what;
        this.last = last;
        this.token = token;
        this.inObject = inObject;
        this.inList = inList;
        at = SkipSpace(utf8, token.End.Value);
        comma = IsAfterValue && IsNested && at < utf8.Length && utf8[at] == ',' ? at : -1;
        at = comma < 0 ? at : SkipSpace(utf8, at + 1);
    }

    private bool IsNested => inObject || inList;

    private bool IsAfterValue => last is not (JsonTokenType.None or JsonTokenType.PropertyName
        or JsonTokenType.StartObject or JsonTokenType.StartArray);

    private bool ExpectsKey => inObject && last != JsonTokenType.PropertyName;

    public static ContractException At(ReadOnlySpan<byte> utf8, int at, string what, string mistake)
    {
        at = Math.Clamp(at, 0, utf8.Length);
        var before = utf8[..at];
        var line = before.Count((byte)'\n') + 1;
        var column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        return new ContractException($"{what} line {line} column {column}: {mistake}") { Line = line, Column = column };
    }

    public static ContractException Find(
        ReadOnlySpan<byte> utf8, string what, JsonTokenType last, Range token, bool inObject, bool inList) =>
        new JsonMistake(utf8, what, last, token, inObject, inList).Describe();

    private ContractException Describe()
    {
        if (at >= utf8.Length)
        {
            return TooShort();
        }

        Rune.DecodeFromUtf8(utf8[at..], out var rune, out _);
        if (UnexpectedCharacter.Explain(rune) is { } unexpected)
        {
            return Here(unexpected);
        }

        var c = (char)utf8[at];
        if (c is '/' or '#')
        {
            return Here("comments are not allowed in JSON; remove the comment");
        }

        if (c == '\\')
        {
            return Here("a '\\' can only be in a string; if the text was escaped for a string, write it without the "
                + "escapes");
        }

        if (IsAfterValue && comma < 0)
        {
            return DescribeAfterValue(c);
        }

        if (comma >= 0 && c is ('}' or ']'))
        {
            return At(utf8, comma, what, $"remove the comma before the closing '{c}'");
        }

        return c switch
        {
            ',' => Here("remove the extra comma"),
            '"' => DescribeString(),
            '\'' => Here("JSON strings need double quotes, not single quotes"),
            _ when ExpectsKey => DescribeKey(c),
            _ => DescribeValue(c),
        };
    }

    // A comma or the closing bracket is expected; at the top level, the end of the text.
    private ContractException DescribeAfterValue(char c)
    {
        if (last == JsonTokenType.String && FindQuotationMark(token) is { } mark)
        {
            return mark;
        }

        if (last == JsonTokenType.String && at == token.End.Value && char.IsAsciiLetterOrDigit(c))
        {
            return Here($"unexpected {Word()} directly after a string; a '\"' is probably missing before it");
        }

        if (c == ':' && last == JsonTokenType.String)
        {
            return At(utf8, token.Start.Value, what, "a '{' is missing before this key");
        }

        return Here(!IsNested ? DescribeAfterEnd(c)
            : c is ']' ? "expected '}', got ']'; if a list ends here, its '[' is missing"
            : c is '}' ? "expected ']', got '}'"
            : c is ':' or ';' or '=' or '.' ? $"expected a comma or '{(inObject ? '}' : ']')}', got {Word()}"
            : $"a comma is missing before {Word()}");
    }

    // The text is often a list without its brackets.
    private string DescribeAfterEnd(char c)
    {
        var text = utf8.TrimEnd(" \t\r\n"u8);
        return (c, text.EndsWith("]"u8)) switch
        {
            _ when c == ',' && at == text.Length - 1 => "remove the comma after the end",
            (']', _) => "a '[' is missing at the start; add it, or remove the ']'",
            (',', true) => "the JSON value ends before this comma; for a list, add the missing '[' at the start",
            (',', false) =>
                "the JSON value ends before this comma; for a list, add '[' at the start and ']' at the end",
            ('}', _) => "there is one '}' too many; remove it, or add the missing '{'",
            _ => "unexpected text after the end of the JSON value; remove it",
        };
    }

    private ContractException DescribeKey(char c) => Here(
        c == '{' && at > 0 && utf8[at - 1] == '{'
            ? "'{{' is a placeholder of a template that was not replaced; render the template first"
        : c == '{' && last is JsonTokenType.EndObject
            ? "expected a key in double quotes, got '{': for a list of objects, a '[' is missing before the first one"
        : $"expected a key in double quotes, got {Word()}");

    private ContractException DescribeValue(char c) => c switch
    {
        _ when last == JsonTokenType.None && IsYaml(c) =>
            Here("the text is YAML; write it as JSON: keys and strings in double quotes, objects in { }, lists in [ ]"),
        '}' or ']' or ':' when last == JsonTokenType.PropertyName => Here("the value of the key is missing"),
        (>= '0' and <= '9') or '-' when IsNested && at + WordLength() == utf8.Length => TooShort(),
        (>= '0' and <= '9') or '-' or '+' or '.' => DescribeNumber(),
        _ when char.IsAsciiLetter(c) =>
            Here($"{Word()} is not a JSON value: put strings in double quotes; only true, false and null have no "
                + "quotes"),
        '$' or '{' => Here($"unexpected {Word()}; if this is a placeholder of a template, render the template first"),
        _ => Here($"unexpected {Word()}"),
    };

    // The parser refuses a number together with a character that cannot follow it.
    private ContractException DescribeNumber()
    {
        var length = utf8[at..].IndexOfAnyExcept(NumberParts);
        var isWhole = length > 0 && !IsPartOfWord(utf8[at + length]);
        return isWhole && IsNumber(utf8.Slice(at, length))
            ? new JsonMistake(utf8, what, JsonTokenType.Number, at..(at + length), inObject, inList).Describe()
            : Here($"{Word()} is not a JSON number");
    }

    // 0x5dc and 1500m begin like numbers.
    private static bool IsPartOfWord(byte next) => char.IsAsciiLetterOrDigit((char)next) || next == '_';

    private static bool IsNumber(ReadOnlySpan<byte> text)
    {
        try
        {
            var number = new Utf8JsonReader(text);
            return number.Read() && number.BytesConsumed == text.Length;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private ContractException TooShort() =>
        At(utf8, utf8.Length, what, $"the text ends too early; add the missing '{(inObject ? '}' : ']')}'");

    // A key, an item of a list, or the start of a document.
    private bool IsYaml(char c)
    {
        var next = at + (c == '-' ? 1 : WordLength());
        var isSpaced = next + 1 >= utf8.Length || utf8[next + 1] is (byte)' ' or (byte)'\n' or (byte)'\r';
        return c == '-'
            ? next < utf8.Length && utf8[next] is (byte)' ' or (byte)'-'
            : char.IsAsciiLetter(c) && next < utf8.Length && utf8[next] == ':' && isSpaced;
    }

    private int WordLength()
    {
        var rest = utf8[at..];
        var length = rest[1..].IndexOfAny(WordEnds) + 1;
        return length > 0 ? length : rest.Length;
    }

    private string Word()
    {
        var rest = utf8[at..];
        return "{}[]:\""u8.Contains(rest[0])
            ? $"'{(char)rest[0]}'"
            : $"'{Quote.Short(Encoding.UTF8.GetString(rest[..WordLength()]))}'";
    }

    private ContractException Here(string mistake) => At(utf8, at, what, mistake);

    private static int SkipSpace(ReadOnlySpan<byte> utf8, int from)
    {
        var length = utf8[from..].IndexOfAnyExcept(" \t\r\n"u8);
        return length < 0 ? utf8.Length : from + length;
    }
}
