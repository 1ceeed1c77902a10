using System.Globalization;
using System.Text;

namespace Ramus.Fuzz.Targets;

/// <summary>Takes apart what an HTTP/1.1 server has written on one connection.</summary>
internal static class HttpAnswers
{
    public static IEnumerable<(int Status, ReadOnlyMemory<byte> Body)> Read(ReadOnlyMemory<byte> written)
    {
        // The answer to the beginning of HTTP/2 is a frame of it, which says that HTTP/1.1 is required.
        while (!written.IsEmpty && written.Span[0] != 0)
        {
            var end = written.Span.IndexOf("\r\n\r\n"u8);
            Rule.Holds(end > 0, "an answer has a head", Encoding.Latin1.GetString(written.Span));
            var lines = Encoding.Latin1.GetString(written.Span[..end]).Split("\r\n");
            var status = Status(lines[0]);
            var length = Length(lines, status);
            var rest = written[(end + 4)..];
            Rule.Holds(length <= rest.Length, "an answer is as long as it says", string.Join('\n', lines));
            yield return (status, rest[..length]);
            written = rest[length..];
        }
    }

    private static int Status(string line)
    {
        Rule.Holds(line.StartsWith("HTTP/1.1 ", StringComparison.Ordinal), "an answer begins with its status", line);
        return int.Parse(line.AsSpan(9, 3), CultureInfo.InvariantCulture);
    }

    private static int Length(string[] lines, int status)
    {
        const string name = "content-length:";
        var line = Array.Find(lines, static one => one.StartsWith(name, StringComparison.OrdinalIgnoreCase));
        Rule.Holds(line is not null || status == 100, "an answer tells its length", string.Join('\n', lines));
        return line is null ? 0 : int.Parse(line[name.Length..], CultureInfo.InvariantCulture);
    }
}
