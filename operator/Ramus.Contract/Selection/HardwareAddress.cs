namespace Ramus.Contract.Selection;

/// <summary>Hardware addresses in the three spellings of Go's net.ParseMAC.</summary>
internal static class HardwareAddress
{
    /// <summary>Number of bytes of a well-formed address: 6, 8 or 20; else 0.</summary>
    public static int Length(string text)
    {
        if (text.Length < 14)
        {
            return 0;
        }

        return text[2] switch
        {
            ':' => Length(text, ':', 2),
            '-' => Length(text, '-', 2),
            _ => Length(text, '.', 4),
        };
    }

    /// <summary>
    /// Whether a well-formed address is one of Ethernet (6 bytes) that the kernel gives to no interface: of several
    /// stations, or all zeros.
    /// </summary>
    public static bool IsNobodys(string text) =>
        Length(text) == 6
        && (text[1] is '1' or '3' or '5' or '7' or '9' or 'b' or 'B' or 'd' or 'D' or 'f' or 'F'
            || !text.AsSpan().ContainsAnyExcept("0:-."));

    private static int Length(string text, char separator, int digits)
    {
        var group = digits + 1;
        var bytes = (text.Length + 1) / group * digits / 2;
        if ((text.Length + 1) % group != 0 || bytes is not (6 or 8 or 20))
        {
            return 0;
        }

        for (var i = 0; i < text.Length; i++)
        {
            var isSeparator = i % group == digits;
            if (isSeparator ? text[i] != separator : !char.IsAsciiHexDigit(text[i]))
            {
                return 0;
            }
        }

        return bytes;
    }
}
