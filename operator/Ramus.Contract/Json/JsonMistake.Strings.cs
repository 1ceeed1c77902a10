using System.Text;

namespace Ramus.Contract.Json;

/// <summary>Mistakes in strings and in keys.</summary>
internal readonly ref partial struct JsonMistake
{
    /// <summary>
    /// A typographic quotation mark in a string: the string was probably meant to end there. Null when there is none.
    /// </summary>
    private ContractException? FindQuotationMark(Range text)
    {
        for (var i = text.Start.Value; i < text.End.Value;)
        {
            Rune.DecodeFromUtf8(utf8[i..], out var rune, out var length);
            if (UnexpectedCharacter.IsQuotationMark(rune))
            {
                return At(utf8, i, what, UnexpectedCharacter.Explain(rune)!);
            }

            i += length;
        }

        return null;
    }

    private ContractException DescribeString()
    {
        for (var i = at + 1; i < utf8.Length; i++)
        {
            switch (utf8[i])
            {
                case (byte)'"':
                    return DescribeAfterKey(SkipSpace(utf8, i + 1));
                case < 0x20:
                    return At(utf8, i, what, DescribeControl(utf8[i]));
                case (byte)'\\' when !IsEscape(i):
                    return At(utf8, i, what, "'\\' does not start a valid JSON escape; write \\\\ for a backslash");
                case (byte)'\\':
                    i++;
                    break;
                default:
                    break;
            }
        }

        return FindQuotationMark(at..utf8.Length) ?? Here("a string is not closed; add the missing '\"'");
    }

    private static string DescribeControl(byte character) => character switch
    {
        (byte)'\n' or (byte)'\r' =>
            "a string does not end on its line: add the missing '\"', or write \\n for a line break",
        (byte)'\t' => "a string contains a tab; write \\t",
        _ => $"a string contains the control character U+{character:X4}; remove it, or write \\u{character:x4}",
    };

    private ContractException DescribeAfterKey(int after)
    {
        if (after < utf8.Length && FindQuotationMark(at..after) is { } mark)
        {
            return mark;
        }

        Rune.DecodeFromUtf8(utf8[after..], out var rune, out _);
        return At(utf8, after, what,
            !ExpectsKey ? "this is not valid JSON"
            : after == utf8.Length ? "a colon is missing after the key"
            : UnexpectedCharacter.Explain(rune)
                ?? (rune.Value == '=' ? "expected ':' after the key, got '='" : "a colon is missing after the key"));
    }

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
}
