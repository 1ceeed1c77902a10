using System.Text.Json;

namespace Ramus.Kubernetes.Client;

/// <summary>
/// Reads of API objects that forgive what is missing. This runtime knows nothing of Ramus and refers to no project, so
/// these few lines are not shared with the contract's reads of lists and numbers.
/// </summary>
public static class JsonPaths
{
    /// <summary>The text below the keys, or null when a key is missing or the value is no text.</summary>
    public static string? TextAt(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.TryFind(out var value, path) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>True when every key of the path is there and the value is not null.</summary>
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
