using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Ramus.Contract.Json;

/// <summary>Says in words what is wrong with JSON text, and where.</summary>
internal readonly ref struct JsonMistake
{
    private static readonly SearchValues<byte> WordEnds = SearchValues.Create(" \t\r\n,:{}[]\""u8);

    private readonly ReadOnlySpan<byte> utf8;
    private readonly string what;
    private readonly JsonTokenType last;
    private readonly bool inObject;
    private readonly bool inList;
    private readonly int comma;
    private readonly int at;

    /// <summary>The mistake that follows <paramref name="last"/>, which ended at <paramref name="consumed"/>.</summary>
    private JsonMistake(
        ReadOnlySpan<byte> utf8, string what, JsonTokenType last, int consumed, bool inObject, bool inList)
    {
        this.utf8 = utf8;
        this.what = what;
        this.last = last;
        this.inObject = inObject;
        this.inList = inList;
        at = SkipSpace(utf8, consumed);
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
        ReadOnlySpan<byte> utf8, string what, JsonTokenType last, int consumed, bool inObject, bool inList) =>
        new JsonMistake(utf8, what, last, consumed, inObject, inList).Describe();

    private ContractException Describe()
    {
        if (at >= utf8.Length)
        {
            return TooShort();
        }

        var c = (char)utf8[at];
        if (c is '/' or '#')
        {
            return Here("JSON has no comments, remove it");
        }

        if (IsAfterValue && !IsNested)
        {
            return Here("there is text after the end of the JSON value, remove it");
        }

        if (IsAfterValue && comma < 0)
        {
            return Here(c is '}' or ']'
                ? $"'{c}' closes something else than what is open, which needs '{(inObject ? '}' : ']')}'"
                : $"a comma is missing before {Word()}");
        }

        if (comma >= 0 && c is ('}' or ']'))
        {
            return At(utf8, comma, what, $"remove the comma before the closing '{c}'");
        }

        return c switch
        {
            ',' => Here("there is a comma too much, remove it"),
            '"' => DescribeString(),
            '\'' => Here("JSON text stands in double quotes, not in single ones"),
            _ when ExpectsKey => Here($"a key in double quotes is expected here, not {Word()}"),
            _ => DescribeValue(c),
        };
    }

    private ContractException DescribeValue(char c) => c switch
    {
        '}' or ']' or ':' when last == JsonTokenType.PropertyName => Here("the value of the key is missing"),
        (>= '0' and <= '9') or '-' when IsNested && at + WordLength() == utf8.Length => TooShort(),
        (>= '0' and <= '9') or '-' or '+' or '.' => Here($"{Word()} is not a JSON number"),
        _ when char.IsAsciiLetter(c) =>
            Here($"{Word()} is not a JSON value: text stands in double quotes, only true, false and null do not"),
        _ => Here($"{Word()} is not expected here"),
    };

    private ContractException DescribeString()
    {
        for (var i = at + 1; i < utf8.Length; i++)
        {
            switch (utf8[i])
            {
                case (byte)'"':
                    return DescribeAfterKey(SkipSpace(utf8, i + 1));
                case < 0x20:
                    return At(utf8, i, what, utf8[i] is (byte)'\n' or (byte)'\r'
                        ? "a string does not end on its line: its '\"' is missing, or write \\n for a line break"
                        : $"a string holds the control character 0x{utf8[i]:x2}, write \\u{utf8[i]:x4}");
                case (byte)'\\' when !IsEscape(i):
                    return At(utf8, i, what, "'\\' begins no escape that JSON knows; write \\\\ for a backslash");
                case (byte)'\\':
                    i++;
                    break;
                default:
                    break;
            }
        }

        return Here("a string is not closed, its '\"' is missing");
    }

    private ContractException DescribeAfterKey(int after) =>
        At(utf8, after, what, ExpectsKey ? "a colon is missing after the key" : "this is not JSON");

    private bool IsEscape(int backslash)
    {
        var rest = utf8[(backslash + 1)..];
        if (rest.IsEmpty)
        {
            return true;
        }

        if (rest[0] != 'u')
        {
            return "\"\\/bfnrt"u8.Contains(rest[0]);
        }

        for (var i = 1; i < 5; i++)
        {
            if (i >= rest.Length || !char.IsAsciiHexDigit((char)rest[i]))
            {
                return false;
            }
        }

        return true;
    }

    private ContractException TooShort() =>
        At(utf8, utf8.Length, what, $"the text ends too early, a '{(inObject ? '}' : ']')}' is missing");

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
