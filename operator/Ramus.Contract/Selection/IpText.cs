using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ramus.Contract.Selection;

/// <summary>Reads and prints IP addresses and prefixes as Go does; .NET's parser accepts more spellings.</summary>
internal static class IpText
{
    private static readonly SearchValues<char> V6 = SearchValues.Create("0123456789abcdefABCDEF:.");

    public static bool TryParse(ReadOnlySpan<char> text, out IPAddress address)
    {
        address = IPAddress.None;
        var isV6 = text.Contains(':');
        if (isV6 ? text.ContainsAnyExcept(V6) : !IsDottedQuad(text))
        {
            return false;
        }

        // An embedded IPv4 address must be a dotted quad too.
        var dot = text.IndexOf('.');
        if (isV6 && dot >= 0 && !IsDottedQuad(text[(text.LastIndexOf(':') + 1)..]))
        {
            return false;
        }

        if (!IPAddress.TryParse(text, out var parsed))
        {
            return false;
        }

        address = parsed.IsIPv4MappedToIPv6 ? parsed.MapToIPv4() : parsed;
        return true;
    }

    /// <summary>Reads an address with a prefix length and keeps the host bits.</summary>
    public static bool TryParsePrefix(ReadOnlySpan<char> text, out IPAddress address, out int length)
    {
        address = IPAddress.None;
        length = 0;
        var slash = text.IndexOf('/');
        if (slash < 0 || !TryParse(text[..slash], out address))
        {
            return false;
        }

        var digits = text[(slash + 1)..];
        if (digits.Length is 0 or > 3 || digits.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        length = int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        var isMapped = IsV4(address) && text[..slash].Contains(':');
        if (isMapped)
        {
            length -= 96;
        }

        return length >= 0 && length <= (IsV4(address) ? 32 : 128);
    }

    /// <summary>The kind of an address that no interface except lo can have; null for any other address.</summary>
    public static string? WhyNotOfInterface(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) ? "the unspecified address"
            : IPAddress.IsLoopback(address) ? "a loopback address"
            : address.IsIPv6Multicast || (IsV4(address) && address.GetAddressBytes()[0] is >= 224 and < 240)
                ? "a multicast address"
            : null;
    }

    /// <summary>The address of a valid text with or without a prefix length.</summary>
    public static IPAddress AddressOf(string text) =>
        TryParse(text.AsSpan(0, text.IndexOf('/') is >= 0 and var slash ? slash : text.Length), out var address)
            ? address
            : throw new ArgumentException($"'{text}' is not an IP address", nameof(text));

    public static bool IsV4(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork;

    /// <summary>Prints an address by RFC 5952, as Go does.</summary>
    public static string Format(IPAddress address)
    {
        if (IsV4(address))
        {
            return address.ToString();
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        var (start, length) = LongestZeroRun(bytes);
        var text = new StringBuilder(39);
        for (var i = 0; i < 8; i++)
        {
            if (i == start)
            {
                text.Append("::");
                i += length - 1;
                continue;
            }

            if (text.Length > 0 && text[^1] != ':')
            {
                text.Append(':');
            }

            text.Append(((bytes[2 * i] << 8) | bytes[2 * i + 1]).ToString("x", CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    private static (int Start, int Length) LongestZeroRun(ReadOnlySpan<byte> bytes)
    {
        var best = (Start: -1, Length: 1);
        for (var i = 0; i < 8; i++)
        {
            var end = i;
            while (end < 8 && bytes[2 * end] == 0 && bytes[2 * end + 1] == 0)
            {
                end++;
            }

            if (end - i > best.Length)
            {
                best = (i, end - i);
            }

            i = Math.Max(i, end - 1);
        }

        return best;
    }

    private static bool IsDottedQuad(ReadOnlySpan<char> text)
    {
        var parts = 0;
        foreach (var range in text.Split('.'))
        {
            var part = text[range];
            parts++;
            if (part.Length is 0 or > 3 || part.ContainsAnyExceptInRange('0', '9')
                || (part.Length > 1 && part[0] == '0')
                || int.Parse(part, NumberStyles.None, CultureInfo.InvariantCulture) > 255)
            {
                return false;
            }
        }

        return parts == 4;
    }
}
