using System.Text.Json;

namespace Ramus.Kubernetes.Client;

/// <summary>
/// Reads fields of API objects that may be missing. This project does not reference Ramus.Contract, so it has its own
/// small version of ObjectPaths.
/// </summary>
public static class JsonPaths
{
    /// <summary>The string at the path; null when a key is missing or the value is not a string.</summary>
    public static string? TextAt(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.TryFind(out var value, path) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>True when every key of the path exists and the value is not null.</summary>
    public static bool TryFind(this JsonElement element, out JsonElement value, params ReadOnlySpan<string> path)
    {
        value = element;
        foreach (var key in path)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(key, out value))
            {
                value = default;
                return false;
            }
        }

        return value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined);
    }

    /// <summary>The object's namespace ("" when cluster-scoped) and name.</summary>
    public static ObjectKey KeyOf(this JsonElement entity) =>
        new(entity.TextAt("metadata", "namespace") ?? "", entity.TextAt("metadata", "name") ?? "");
}
