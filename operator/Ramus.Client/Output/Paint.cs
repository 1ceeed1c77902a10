namespace Ramus.Client.Output;

/// <summary>Colours for a terminal; none when the output is not a terminal, or NO_COLOR is set.</summary>
/// <param name="isOn">Whether to write colours.</param>
internal sealed class Paint(bool isOn)
{
    private const string Reset = "\u001b[0m";

    private static readonly string[] Codes = ["0", "1", "2", "31", "32", "33"];

    /// <summary>No colours.</summary>
    public static Paint None { get; } = new(false);

    /// <summary>The colours for standard output.</summary>
    public static Paint OfConsole() => new(
        !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") is not "dumb");

    public string Red(string text) => With("31", text);

    public string Yellow(string text) => With("33", text);

    public string Green(string text) => With("32", text);

    public string Bold(string text) => With("1", text);

    public string Dim(string text) => With("2", text);

    /// <summary>The length of the sequence of this class at the start of a text; 0 when there is none.</summary>
    public static int SequenceAt(ReadOnlySpan<char> text)
    {
        foreach (var code in Codes)
        {
            var length = code.Length + 3;
            if (text.Length >= length && text[0] == '\u001b' && text[1] == '[' && text[length - 1] == 'm'
                && text[2..(length - 1)].SequenceEqual(code))
            {
                return length;
            }
        }

        return 0;
    }

    private string With(string code, string text) => isOn ? $"\u001b[{code}m{text}{Reset}" : text;
}
