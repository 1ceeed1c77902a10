using YamlDotNet.Core;

namespace Ramus.Client.Manifests;

/// <summary>
/// Finds the place in the file of a character of a scalar, for example of a mistake in the JSON of a network. White
/// space differs between a scalar's value and its text in the file (indentation, folded lines), but all other
/// characters are in the same order, so they are counted.
/// </summary>
internal static class ScalarPlace
{
    /// <summary>The place of a line and a column, both from 1, within the scalar's value.</summary>
    public static Place Of(ManifestValue scalar, long line, long column)
    {
        var value = scalar.Raw ?? "";
        var target = OffsetOf(value, line, column);
        var before = 0;
        for (var at = 0; at < target; at++)
        {
            before += char.IsWhiteSpace(value[at]) ? 0 : 1;
        }

        var text = scalar.File.Text;
        var offset = Begin(scalar, text);
        while (true)
        {
            while (offset < text.Length && char.IsWhiteSpace(text[offset]))
            {
                offset++;
            }

            if (offset >= text.Length)
            {
                return scalar.Place;
            }

            var (length, isCounted) = Next(text, offset, scalar.Style);
            if (isCounted && before-- == 0)
            {
                return scalar.File.PlaceOf(offset);
            }

            offset += length;
        }
    }

    private static int OffsetOf(string value, long line, long column)
    {
        var start = 0;
        for (; line > 1; line--)
        {
            var end = value.IndexOf('\n', start);
            if (end < 0)
            {
                return value.Length;
            }

            start = end + 1;
        }

        return (int)Math.Min(start + Math.Max(column, 1) - 1, value.Length);
    }

    private static int Begin(ManifestValue scalar, string text)
    {
        var start = scalar.File.OffsetOf(scalar.Place);
        switch (scalar.Style)
        {
            case ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted:
                return start + 1;
            case ScalarStyle.Literal or ScalarStyle.Folded:
                // The rest of the line has the indicators, and perhaps a comment.
                var end = text.IndexOf('\n', start);
                return end < 0 ? text.Length : end + 1;
            default:
                return start;
        }
    }

    // The number of characters in the file that stand for one character of the value.
    private static (int Length, bool IsCounted) Next(string text, int offset, ScalarStyle style)
    {
        if (style == ScalarStyle.SingleQuoted && text[offset] == '\'')
        {
            return (2, true);
        }

        if (style != ScalarStyle.DoubleQuoted || text[offset] != '\\' || offset + 1 >= text.Length)
        {
            return (1, true);
        }

        return text[offset + 1] switch
        {
            'n' or 't' or 'r' or 'v' or 'f' or ' ' or '_' or 'N' or 'L' or 'P' or '\t' or '\n' or '\r' => (2, false),
            'x' => (4, true),
            'u' => (6, true),
            'U' => (10, true),
            _ => (2, true),
        };
    }
}
