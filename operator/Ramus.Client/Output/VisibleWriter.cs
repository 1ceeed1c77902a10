using System.Globalization;
using System.Text;

namespace Ramus.Client.Output;

/// <summary>
/// Standard output on which every character is visible: tenants write texts that are in the cluster, and a terminal
/// obeys control characters. These are written as \uXXXX, which is the same value in JSON. Only the sequences of
/// <see cref="Paint"/> pass. Lines end with \n on every system.
/// </summary>
internal sealed class VisibleWriter : TextWriter
{
    private readonly TextWriter inner;

    public VisibleWriter(TextWriter inner)
        : base(CultureInfo.InvariantCulture)
    {
        this.inner = inner;
        CoreNewLine = ['\n'];
    }

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        if (value is not null)
        {
            inner.Write(Of(value));
        }
    }

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void Flush() => inner.Flush();

    /// <summary>The text with every hidden character escaped.</summary>
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            if (Paint.SequenceAt(text.AsSpan(at)) is > 0 and var length)
            {
                result.Append(text.AsSpan(at, length));
                at += length;
                continue;
            }

            _ = Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var units);
            if (IsVisible(rune))
            {
                result.Append(text.AsSpan(at, units));
            }
            else if (!text.AsSpan(at).StartsWith("\r\n"))
            {
                foreach (var unit in text.AsSpan(at, units))
                {
                    result.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
                }
            }

            at += units;
        }

        return result.ToString();
    }

    /// <summary>The text in one line.</summary>
    public static string OneLine(string text) => text.Replace("\r", "", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal).Replace('\t', ' ');

    private static bool IsVisible(Rune rune) => rune.Value is '\n' or '\t'
        || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
