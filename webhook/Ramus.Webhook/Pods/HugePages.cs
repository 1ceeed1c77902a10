using System.Text.Json;

namespace Ramus.Webhook.Pods;

/// <summary>The containers' huge pages as files of the downward API.</summary>
internal static class HugePages
{
    private const string Prefix = "hugepages-";

    /// <summary>The page size in a resource name, for example 1Gi; null for other resources.</summary>
    public static string? SizeOf(string resource) =>
        resource.Length > Prefix.Length && resource.StartsWith(Prefix, StringComparison.Ordinal)
            ? resource[Prefix.Length..]
            : null;

    /// <summary>Requests, then limits, each sorted by size; a value of zero has no file.</summary>
    public static IEnumerable<HugePageFile> Of(PodContainer container)
    {
        if (PodJson.Member(container.Json, "resources", "a container") is not { } resources)
        {
            yield break;
        }

        foreach (var map in (string[])["requests", "limits"])
        {
            if (PodJson.Member(resources, map, "a container's resources") is not { } entries)
            {
                continue;
            }

            foreach (var entry in entries.EnumerateObject().Where(IsThere).OrderBy(e => e.Name, StringComparer.Ordinal))
            {
                yield return new HugePageFile(container.Name, map, SizeOf(entry.Name)!);
            }
        }
    }

    private static bool IsThere(JsonProperty entry) =>
        SizeOf(entry.Name) is not null && ResourceQuantity.TryRead(entry.Value, out var count) && count > 0;
}
