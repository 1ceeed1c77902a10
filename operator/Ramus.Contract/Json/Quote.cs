using System.Text;

namespace Ramus.Contract.Json;

/// <summary>Makes foreign text fit for a message: short, on one line, without control characters.</summary>
public static class Quote
{
    private const int Longest = 80;

    /// <summary>The first 80 characters, others than printable ones escaped.</summary>
    public static string Short(string text)
    {
        var builder = new StringBuilder(Math.Min(text.Length, Longest) + 1);
        foreach (var rune in text.EnumerateRunes())
        {
            if (builder.Length >= Longest)
            {
                return builder.Append('…').ToString();
            }

            if (Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029)
            {
                builder.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            }
            else
            {
                builder.Append(rune.ToString());
            }
        }

        return builder.ToString();
    }
}
