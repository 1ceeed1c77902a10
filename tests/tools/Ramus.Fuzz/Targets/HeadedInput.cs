using System.Text;

namespace Ramus.Fuzz.Targets;

/// <summary>The input of a target that needs more than one text: lines "key: value", an empty line, the body.</summary>
internal sealed class HeadedInput
{
    private readonly Dictionary<string, string> head = new(StringComparer.Ordinal);

    public HeadedInput(ReadOnlyMemory<byte> input)
    {
        var start = BodyOf(input.Span);
        Body = input[start..];
        foreach (var line in Encoding.UTF8.GetString(input.Span[..start]).Split('\n'))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                head[line[..colon].Trim()] = line[(colon + 1)..].Trim(' ');
            }
        }
    }

    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The value of a line; null when there is none.</summary>
    public string? this[string key] => head.GetValueOrDefault(key);

    /// <summary>The start of the body; 0 when there is no head.</summary>
    public static int BodyOf(ReadOnlySpan<byte> input) => input.IndexOf("\n\n"u8) is >= 0 and var end ? end + 2 : 0;
}
