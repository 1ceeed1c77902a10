using System.Text.Json;
using Ramus.Attachers.Calls;
using Ramus.Contract.Cni;
using Ramus.Contract.Json;
using Ramus.Contract.Selection;

namespace Ramus.Attachers.Pods;

/// <summary>The hardware address that a configuration asks for.</summary>
internal static class RequestedMac
{
    /// <summary>The key in CNI_ARGS.</summary>
    public const string Argument = "MAC";

    /// <summary>Reads a text; null when it is absent or empty.</summary>
    /// <exception cref="CniException">It is not a hardware address.</exception>
    public static ReadOnlyMemory<byte>? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return HardwareAddress.TryParse(text, out var address)
            ? Convert.FromHexString(address.ToString().Replace(":", "", StringComparison.Ordinal))
            : throw PluginFailure.Of($"\"{Quote.Short(text)}\" is not a MAC address");
    }

    /// <summary>A value of JSON; null when it is absent or empty.</summary>
    /// <exception cref="ContractException">It is not a string.</exception>
    public static string? Text(JsonElement? value, string key) => value is not { } given ? null
        : given.ValueKind != JsonValueKind.String ? throw GoJson.WrongType(key, PluginRequest.What, "a string", given)
        : given.GetString() is { Length: > 0 } text ? text
        : null;
}
