using System.Text;
using System.Text.Json;

namespace Ramus.Networks;

/// <summary>Says in words what is wrong with JSON text, and where.</summary>
internal static class JsonMistake
{
    public static ContractException At(ReadOnlySpan<byte> utf8, int at, string what, string mistake)
    {
        at = Math.Clamp(at, 0, utf8.Length);
        var before = utf8[..at];
        var line = before.Count((byte)'\n') + 1;
        var column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        return new ContractException($"{what} line {line} column {column}: {mistake}") { Line = line, Column = column };
    }

    public static ContractException Describe(
        ReadOnlySpan<byte> utf8, string what, JsonException error, JsonTokenType last, int consumed, int depth, bool inObject)
    {
        return At(utf8, consumed, what, error.Message);
    }
}
