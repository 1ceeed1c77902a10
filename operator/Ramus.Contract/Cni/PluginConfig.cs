using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Contract.Cni;

/// <summary>One plugin object of a network configuration.</summary>
public sealed class PluginConfig
{
    internal PluginConfig(string type, JsonElement element, IReadOnlySet<string> capabilities)
    {
        Type = type;
        Element = element;
        Capabilities = capabilities;
    }

    /// <summary>File name of the plugin's executable.</summary>
    public string Type { get; }

    /// <summary>The object exactly as given.</summary>
    public JsonElement Element { get; }

    /// <summary>The type of its IPAM plugin; null when it has none, or when the value is not a string.</summary>
    public string? IpamType => Element.TryGetKey("ipam", out var ipam) ? TextOf(ipam, "type") : null;

    /// <summary>Its <c>master</c>; null when it names none, or when the value is not a string.</summary>
    public string? Master => TextOf(Element, "master");

    /// <summary>The capabilities that the plugin sets to true.</summary>
    public IReadOnlySet<string> Capabilities { get; }

    /// <summary>
    /// Whether the plugin sets the capability to false, so that it must not receive the value in any way.
    /// </summary>
    public bool Declines(string capability) =>
        Element.TryGetKey("capabilities", out var declared)
        && declared.TryGetKey(capability, out var value) && value.ValueKind == JsonValueKind.False;

    private static string? TextOf(JsonElement o, string key) =>
        o.TryGetKey(key, out var value) && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
            ? text : null;
}
