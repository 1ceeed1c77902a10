using System.Text;

namespace Ramus.Fuzz.Targets;

/// <summary>Converts input into the text of an annotation.</summary>
internal static class Text
{
    // No UTF-8 bytes decode to an unpaired surrogate, but a .NET string can contain one.
    private const char StandsForHalfAPair = '\ue000';

    public static string Of(ReadOnlyMemory<byte> input) =>
        Encoding.UTF8.GetString(input.Span).Replace(StandsForHalfAPair, '\ud800');
}
