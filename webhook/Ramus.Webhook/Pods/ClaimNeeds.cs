using System.Text.Json;
using Ramus.Kubernetes.Client;

namespace Ramus.Webhook.Pods;

/// <summary>The resource claims that a pod lacks for the devices of its networks.</summary>
internal static class ClaimNeeds
{
    private const string Prefix = "ramus-";

    /// <summary>The names and templates of the claims to add; the pod's own claims of a template count.</summary>
    public static IReadOnlyList<(string Name, string Template)> Missing(
        PodJson pod, IReadOnlyDictionary<string, int> neededByTemplate)
    {
        if (neededByTemplate.Count == 0)
        {
            return [];
        }

        var present = pod.Items("resourceClaims").ToList();
        var taken = present.Select(static claim => claim.TextAt("name") ?? "").ToHashSet(StringComparer.Ordinal);
        var missing = new List<(string, string)>();
        foreach (var (template, needed) in neededByTemplate.OrderBy(n => n.Key, StringComparer.Ordinal))
        {
            for (var have = present.Count(claim => claim.TextAt("resourceClaimTemplateName") == template);
                have < needed;
                have++)
            {
                missing.Add((Free(taken), template));
            }
        }

        return missing;
    }

    public static void Write(JsonPatch patch, PodJson pod, IReadOnlyList<(string Name, string Template)> missing) =>
        patch.Append("/spec/resourceClaims", pod.HasList("resourceClaims"), missing, WriteClaim);

    private static void WriteClaim(Utf8JsonWriter json, (string Name, string Template) claim)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, claim.Name);
        json.WriteString("resourceClaimTemplateName"u8, claim.Template);
        json.WriteEndObject();
    }

    private static string Free(HashSet<string> taken)
    {
        for (var index = 1; ; index++)
        {
            if (taken.Add($"{Prefix}{index}"))
            {
                return $"{Prefix}{index}";
            }
        }
    }
}
