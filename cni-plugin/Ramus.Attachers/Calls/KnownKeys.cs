using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Attachers.Calls;

/// <summary>Finds keys that a built-in plugin does not know, and therefore must not ignore.</summary>
internal static class KnownKeys
{
    // Keys of every plugin (CNI specification, section 1), and keys of the list in a configuration of a single plugin.
    private static readonly string[] Common =
    [
        "type", "name", "cniVersion", "cniVersions", "capabilities", "runtimeConfig", "args", "ipam", "dns",
        "prevResult", "disableCheck", "disableGC", "cni.dev/valid-attachments", "cni.dev/attachments",
    ];

    // Capability arguments for the interface, and for the addresses, which an IPAM plugin reads.
    private static readonly string[] Capabilities = ["mac", "ips", "ipRanges"];

    /// <summary>A key of a plugin's configuration that the plugin does not know; null for none.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="own">The plugin's own keys.</param>
    /// <param name="arguments">The plugin's own capability arguments.</param>
    public static string? FindUnknown(
        JsonElement config, ReadOnlySpan<string> own, params ReadOnlySpan<string> arguments)
    {
        foreach (var property in config.EnumerateObject())
        {
            if (FindUnknown(property, own) is { } key)
            {
                return key;
            }
        }

        if (config.TryGetKey("runtimeConfig", out var given)
            && FindUnknownIn(given, "runtimeConfig", [.. Capabilities, .. arguments]) is { } unknown)
        {
            return unknown;
        }

        // Without a type, no plugin reads the other keys.
        return config.TryGetKey("ipam", out var ipam) && ipam.ValueKind == JsonValueKind.Object
            && !ipam.TryGetKey("type", out _)
                ? FindUnknownIn(ipam, "ipam", [])
                : null;
    }

    /// <summary>Names the key of a plugin's configuration when the plugin does not know it; null otherwise.</summary>
    public static string? FindUnknown(JsonProperty property, ReadOnlySpan<string> own) =>
        IsOneOf(property, Common) || IsOneOf(property, own) ? null : $"the key '{Quote.Short(property.Name)}'";

    /// <summary>A key of an object that the plugin does not know; null for none.</summary>
    public static string? FindUnknownIn(JsonElement o, string where, ReadOnlySpan<string> known)
    {
        if (o.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var property in o.EnumerateObject())
        {
            if (!IsOneOf(property, known))
            {
                return $"the key '{Quote.Short(property.Name)}' of '{where}'";
            }
        }

        return null;
    }

    private static bool IsOneOf(JsonProperty property, ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (GoKey.Same(property, key))
            {
                return true;
            }
        }

        return false;
    }
}
