using System.Text.Json;
using Ramus.Kubernetes.Client;

namespace Ramus.Webhook.Pods;

/// <summary>The annotation with the number of devices that were added to a pod's own requests.</summary>
internal static class ResourceNote
{
    public static string Write(IReadOnlyDictionary<string, int> added) =>
        System.Text.Encoding.UTF8.GetString(JsonBody.Write(json =>
        {
            foreach (var (resource, count) in added)
            {
                json.WriteNumber(resource, count);
            }
        }));

    /// <summary>Reads the annotation; an unreadable one counts as empty.</summary>
    public static IReadOnlyDictionary<string, long> Read(string? note)
    {
        var added = new Dictionary<string, long>(StringComparer.Ordinal);
        try
        {
            using var json = JsonDocument.Parse(string.IsNullOrEmpty(note) ? "{}" : note);
            foreach (var entry in json.RootElement.ValueKind == JsonValueKind.Object
                ? json.RootElement.EnumerateObject() : default)
            {
                if (entry.Value.ValueKind == JsonValueKind.Number
                    && entry.Value.TryGetInt64(out var count) && count > 0)
                {
                    added[entry.Name] = count;
                }
            }
        }
        catch (JsonException)
        {
            return new Dictionary<string, long>();
        }

        return added;
    }
}
