using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Ramus.Contract.Json;

public sealed partial class JsonText
{
    private void Escaped(string text)
    {
        Put('"');
        foreach (var rune in text.EnumerateRunes())
        {
            Escaped(rune);
        }

        Put('"');
    }

    private void Escaped(Rune rune)
    {
        switch (rune.Value)
        {
            case '"' or '\\':
                Put('\\');
                Put((char)rune.Value);
                break;
            case '\n':
                bytes.Write("\\n"u8);
                break;
            case '\r':
                bytes.Write("\\r"u8);
                break;
            case '\t':
                bytes.Write("\\t"u8);
                break;
            case '\b':
                bytes.Write("\\b"u8);
                break;
            case '\f':
                bytes.Write("\\f"u8);
                break;
            // Go escapes the characters that could end a script element or a JavaScript line.
            case < ' ' or '<' or '>' or '&' or 0x2028 or 0x2029:
                Hex(rune.Value);
                break;
            default:
                bytes.Advance(rune.EncodeToUtf8(bytes.GetSpan(4)));
                break;
        }
    }

    private void Hex(int value)
    {
        bytes.Write("\\u"u8);
        Utf8Formatter.TryFormat(value, bytes.GetSpan(4), out var written, new StandardFormat('x', 4));
        bytes.Advance(written);
    }
}
