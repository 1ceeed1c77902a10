using System.Text.Json;
using Ramus.Contract.Json;

namespace Ramus.Contract.Cni;

/// <summary>
/// Plugins that call other networks. If one of their networks uses such a plugin, it calls itself forever.
/// </summary>
public static class WrapperPlugins
{
    public static IReadOnlyList<string> Types { get; } = ["ramus", "multus", "multus-shim"];

    /// <summary>The type of the first such plugin of a chain; null when there is none.</summary>
    public static string? In(NetworkConfig network) =>
        network.Plugins.Select(plugin => plugin.Type).FirstOrDefault(type => Types.Contains(type));

    /// <summary>The type of the first such plugin at any depth of the configuration; null when there is none.</summary>
    public static string? Find(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => OwnType(element)
            ?? element.EnumerateObject().Select(property => Find(property.Value)).FirstOrDefault(IsFound),
        JsonValueKind.Array => element.EnumerateArray().Select(Find).FirstOrDefault(IsFound),
        _ => null,
    };

    private static bool IsFound(string? type) => type is not null;

    private static string? OwnType(JsonElement element) =>
        element.TryGetKey("type", out var type)
        && type.ValueKind == JsonValueKind.String
        && Types.Contains(type.GetString(), StringComparer.Ordinal)
            ? type.GetString()
            : null;
}
