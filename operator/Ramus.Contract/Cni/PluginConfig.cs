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

    /// <summary>File name of the plugin's program.</summary>
    public string Type { get; }

    /// <summary>The object exactly as given.</summary>
    public JsonElement Element { get; }

    /// <summary>The type of its address manager; null when it has none, or when the value is no text.</summary>
    public string? IpamType => Element.TryGetKey("ipam", out var ipam) ? TextOf(ipam, "type") : null;

    /// <summary>The host interface that it builds on; null when it names none, or when the value is no text.</summary>
    public string? Master => TextOf(Element, "master");

    /// <summary>Capabilities that the plugin declares true.</summary>
    public IReadOnlySet<string> Capabilities { get; }

    /// <summary>Whether the plugin declares the capability false: it is not to get it in any way.</summary>
    public bool Declines(string capability) =>
        Element.TryGetKey("capabilities", out var declared)
        && declared.TryGetKey(capability, out var value) && value.ValueKind == JsonValueKind.False;

    private static string? TextOf(JsonElement o, string key) =>
        o.TryGetKey(key, out var value) && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
            ? text : null;
}
