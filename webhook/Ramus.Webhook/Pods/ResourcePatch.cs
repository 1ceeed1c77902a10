using System.Globalization;
using System.Text.Json;

namespace Ramus.Webhook.Pods;

/// <summary>Writes demands and claims into the resources of the target container.</summary>
internal static class ResourcePatch
{
    /// <summary>
    /// Adds the operations in a fixed order; no operation when the container already has the resources.
    /// </summary>
    public static void Write(
        JsonPatch patch, PodContainer target, IReadOnlyList<ResourceDemand> demands, IReadOnlyList<string> claims)
    {
        var requests = demands.Where(d => d.Changes(d.Requests)).ToList();
        var limits = demands.Where(d => d.Changes(d.Limits)).ToList();
        var path = $"{target.Path}/resources";
        if (PodJson.Member(target.Json, "resources", "the container") is not { } resources)
        {
            AddAll(patch, path, requests, limits, claims);
            return;
        }

        AddMap(patch, path, resources, "requests", requests);
        AddMap(patch, path, resources, "limits", limits);
        var hasClaims = resources.TryGetProperty("claims", out var list) && list.ValueKind == JsonValueKind.Array;
        patch.Append($"{path}/claims", hasClaims, claims, WriteClaim);
    }

    private static void AddAll(
        JsonPatch patch, string path, List<ResourceDemand> requests, List<ResourceDemand> limits,
        IReadOnlyList<string> claims)
    {
        if (requests.Count == 0 && limits.Count == 0 && claims.Count == 0)
        {
            return;
        }

        patch.Add(path, writer =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName("requests"u8);
            WriteEntries(writer, requests);
            writer.WritePropertyName("limits"u8);
            WriteEntries(writer, limits);
            if (claims.Count > 0)
            {
                writer.WriteStartArray("claims"u8);
                claims.ToList().ForEach(claim => WriteClaim(writer, claim));
                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        });
    }

    private static void AddMap(
        JsonPatch patch, string path, JsonElement resources, string map, List<ResourceDemand> demands)
    {
        if (demands.Count == 0)
        {
            return;
        }

        if (PodJson.Member(resources, map, "the container's resources") is null)
        {
            patch.Add($"{path}/{map}", writer => WriteEntries(writer, demands));
            return;
        }

        foreach (var demand in demands)
        {
            patch.Add(
                $"{path}/{map}/{JsonPatch.Token(demand.Resource)}",
                writer => writer.WriteStringValue(Text(demand)));
        }
    }

    private static void WriteClaim(Utf8JsonWriter writer, string claim)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, claim);
        writer.WriteEndObject();
    }

    private static void WriteEntries(Utf8JsonWriter writer, List<ResourceDemand> demands)
    {
        writer.WriteStartObject();
        foreach (var demand in demands)
        {
            writer.WriteString(demand.Resource, Text(demand));
        }

        writer.WriteEndObject();
    }

    private static string Text(ResourceDemand demand) => demand.Wanted.ToString(CultureInfo.InvariantCulture);
}
