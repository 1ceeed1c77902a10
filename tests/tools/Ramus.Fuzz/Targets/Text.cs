using System.Text;

namespace Ramus.Fuzz.Targets;

/// <summary>Input as the text of an annotation.</summary>
internal static class Text
{
    // No bytes of UTF-8 give half of a surrogate pair, but a string can hold one.
    private const char StandsForHalfAPair = '\ue000';

    public static string Of(ReadOnlyMemory<byte> input) =>
        Encoding.UTF8.GetString(input.Span).Replace(StandsForHalfAPair, '\ud800');
}
