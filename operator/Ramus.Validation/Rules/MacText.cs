using System.Globalization;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Validation.Rules;

/// <summary>MAC addresses that an interface can have.</summary>
internal static class MacText
{
    /// <summary>Null when an interface can have the address, else why not and what to write.</summary>
    public static string? Refuse(string mac)
    {
        if (HardwareAddress.Length(mac) != 6)
        {
            return $"\"{Quote.Short(mac)}\" is not a MAC address of six bytes; write one like \"c2:b0:57:49:47:f1\"";
        }

        var digits = mac.Where(char.IsAsciiHexDigit).ToArray();
        if (digits.All(static c => c == '0'))
        {
            return $"\"{mac}\" is no address; leave the key out, and the interface gets one";
        }

        var first = byte.Parse(digits.AsSpan(0, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (first & 1) == 0
            ? null
            : $"\"{mac}\" is a group address, which the kernel gives to no interface; make the first byte even";
    }
}
