namespace Ramus.Contract.Selection;

/// <summary>
/// A hardware address or an InfiniBand GUID. Compared by value: the spellings that Go's net.ParseMAC accepts
/// (<c>02:aa:…</c>, <c>02-AA-…</c>, <c>02aa.…</c>) are equal.
/// </summary>
public readonly record struct HardwareAddress
{
    private readonly string? text;

    private HardwareAddress(string text) => this.text = text;

    /// <summary>The number of bytes: 6 for Ethernet, 8 for a GUID, 20 for IP over InfiniBand.</summary>
    public int Length => (ToString().Length + 1) / 3;

    /// <summary>All bytes are zero.</summary>
    public bool IsZero => !ToString().AsSpan().ContainsAnyExcept("0:");

    /// <summary>All bits are set.</summary>
    public bool IsBroadcast => Length > 0 && !ToString().AsSpan().ContainsAnyExcept("f:");

    /// <summary>A group address, which no Ethernet interface can have.</summary>
    public bool IsMulticast => Length == 6 && "13579bdf".Contains(ToString()[1], StringComparison.Ordinal);

    /// <summary>The address of <paramref name="bytes"/>, as the kernel reports it.</summary>
    public static HardwareAddress Of(ReadOnlySpan<byte> bytes) =>
        new(string.Join(':', Convert.ToHexStringLower(bytes).Chunk(2).Select(static pair => new string(pair))));

    /// <summary>Reads an address in any spelling of Go's net.ParseMAC; false for any other text.</summary>
    public static bool TryParse(string? text, out HardwareAddress address)
    {
        address = default;
        if (text is null || text.Length < 14)
        {
            return false;
        }

        var (separator, digits) = text[2] is ':' or '-' ? (text[2], 2) : ('.', 4);
        if (!IsSpelled(text, separator, digits))
        {
            return false;
        }

        address = Of(Convert.FromHexString(text.Replace(separator.ToString(), "", StringComparison.Ordinal)));
        return true;
    }

    /// <summary>The spelling of Go's net.HardwareAddr: lower case, with colons. Other text stays as it is.</summary>
    public static string? Canonical(string? text) => TryParse(text, out var address) ? address.ToString() : text;

    /// <summary>The address in lower case, with colons.</summary>
    public override string ToString() => text ?? "";

    private static bool IsSpelled(string text, char separator, int digits)
    {
        var group = digits + 1;
        var bytes = (text.Length + 1) / group * digits / 2;
        if ((text.Length + 1) % group != 0 || bytes is not (6 or 8 or 20))
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (i % group == digits ? text[i] != separator : !char.IsAsciiHexDigit(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
