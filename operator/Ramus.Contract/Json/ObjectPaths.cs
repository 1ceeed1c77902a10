using System.Text.Json;

namespace Ramus.Contract.Json;

/// <summary>
/// Reads API objects by exact keys. A missing key and a value of another type count as absent: the API server has
/// validated the object against its schema, and a newer version of Ramus may have written it.
/// </summary>
public static class ObjectPaths
{
    /// <summary>The items of the list at the path; empty when there is no list.</summary>
    public static JsonElement.ArrayEnumerator ItemsAt(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : default;

    /// <summary>The strings in the list at the path; other items are skipped.</summary>
    public static IReadOnlyList<string> TextsAt(this JsonElement element, params ReadOnlySpan<string> path) =>
        [.. element.ItemsAt(path).Where(item => item.ValueKind == JsonValueKind.String)
            .Select(item => item.GetString()!)];

    /// <summary>The members of the object at the path; empty when there is no object.</summary>
    public static JsonElement.ObjectEnumerator MapAt(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.Object } map ? map.EnumerateObject() : default;

    /// <summary>The string members of the object at the path; other members are skipped.</summary>
    public static Dictionary<string, string> TextMapAt(
        this JsonElement element, params ReadOnlySpan<string> path)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in element.MapAt(path))
        {
            // Of a duplicate key the last value wins, as in every JSON reader here.
            if (member.Value.ValueKind == JsonValueKind.String)
            {
                texts[member.Name] = member.Value.GetString()!;
            }
        }

        return texts;
    }

    /// <summary>The integer at the path; null when it is absent or needs more than 64 bits.</summary>
    public static long? NumberAt(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number)
            ? number : null;

    internal static string? StringAt(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>The integer at the path, clamped to <c>int</c>; 0 when it is absent.</summary>
    internal static int CountAt(this JsonElement element, params ReadOnlySpan<string> path) =>
        (int)Math.Clamp(element.NumberAt(path) ?? 0, int.MinValue, int.MaxValue);

    private static JsonElement At(this JsonElement element, ReadOnlySpan<string> path)
    {
        foreach (var key in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(key, out element))
            {
                return default;
            }
        }

        return element;
    }
}
