using System.Text.Json;

namespace Ramus.Webhook.Pods;

/// <summary>Reads of texts that forgive what is missing or of another kind.</summary>
internal static class JsonTexts
{
    public static string? TextOf(this JsonElement parent, string key) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(key, out var value)
            && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    public static bool TextIs(this JsonElement parent, string key, string text) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(key, out var value)
        && value.ValueKind == JsonValueKind.String && value.ValueEquals(text);
}
