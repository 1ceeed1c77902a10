using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Validation.Rules;

/// <summary>Checks MAC addresses.</summary>
internal static class MacText
{
    /// <summary>Null when an interface can have the address, otherwise the reason and the remedy.</summary>
    public static string? Refuse(string mac)
    {
        if (!HardwareAddress.TryParse(mac, out var address) || address.Length != 6)
        {
            return $"\"{Quote.Short(mac)}\" is not a MAC address of six bytes; write an address like "
                + "\"c2:b0:57:49:47:f1\"";
        }

        if (address.IsZero)
        {
            return $"\"{mac}\" is all zeros, which is not a valid address; remove the key, and the interface gets an "
                + "address";
        }

        return address.IsMulticast
            ? $"\"{mac}\" is a multicast address, which no interface can have; make the first byte even"
            : null;
    }
}
