using System.Text.Json;
using Ramus.Kubernetes.Client;

namespace Ramus.Node.Pods;

/// <summary>The resource claims of a pod: those that it names, and those made for it from templates.</summary>
internal sealed record PodClaims(IReadOnlyList<string> Names, ExtendedResourceClaim? Extended)
{
    /// <summary>The claims of a pod; null when it has none.</summary>
    public static PodClaims? From(JsonElement pod)
    {
        List<string> names = [];
        if (pod.TryFind(out var statuses, "status", "resourceClaimStatuses")
            && statuses.ValueKind == JsonValueKind.Array)
        {
            // A claim that turned out to be not needed has no name.
            names.AddRange(statuses.EnumerateArray()
                .Select(status => status.TextAt("resourceClaimName")).OfType<string>());
        }

        if (pod.TryFind(out var claims, "spec", "resourceClaims") && claims.ValueKind == JsonValueKind.Array)
        {
            names.AddRange(claims.EnumerateArray()
                .Select(claim => claim.TextAt("resourceClaimName")).OfType<string>().Except(names));
        }

        var extended = pod.TryFind(out var status, "status", "extendedResourceClaimStatus")
            ? ExtendedResourceClaim.From(status)
            : null;
        return names.Count == 0 && extended is null ? null : new PodClaims(names, extended);
    }
}
