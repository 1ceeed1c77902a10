using System.Globalization;
using System.Text.Json;

namespace Ramus.Webhook.Pods;

/// <summary>Writes the demands into requests and limits of the first container.</summary>
internal static class ResourcePatch
{
    private const string Resources = "/spec/containers/0/resources";

    /// <summary>The patch, operations in a fixed order; empty when the container has all it needs.</summary>
    public static ReadOnlyMemory<byte> Write(JsonElement firstContainer, IReadOnlyList<ResourceDemand> demands)
    {
        using var patch = new JsonPatch();
        var requests = demands.Where(d => d.Changes(d.Requests)).ToList();
        var limits = demands.Where(d => d.Changes(d.Limits)).ToList();
        if (PodJson.Member(firstContainer, "resources", "the first container") is not { } resources)
        {
            AddAll(patch, requests, limits);
            return patch.ToJson();
        }

        AddMap(patch, resources, "requests", requests);
        AddMap(patch, resources, "limits", limits);
        return patch.ToJson();
    }

    private static void AddAll(JsonPatch patch, List<ResourceDemand> requests, List<ResourceDemand> limits)
    {
        if (requests.Count == 0 && limits.Count == 0)
        {
            return;
        }

        patch.Add(Resources, writer =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName("requests"u8);
            WriteEntries(writer, requests);
            writer.WritePropertyName("limits"u8);
            WriteEntries(writer, limits);
            writer.WriteEndObject();
        });
    }

    private static void AddMap(JsonPatch patch, JsonElement resources, string map, List<ResourceDemand> demands)
    {
        if (demands.Count == 0)
        {
            return;
        }

        if (PodJson.Member(resources, map, "the first container's resources") is null)
        {
            patch.Add($"{Resources}/{map}", writer => WriteEntries(writer, demands));
            return;
        }

        foreach (var demand in demands)
        {
            patch.Add(
                $"{Resources}/{map}/{JsonPatch.Token(demand.Resource)}",
                writer => writer.WriteStringValue(Text(demand)));
        }
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
