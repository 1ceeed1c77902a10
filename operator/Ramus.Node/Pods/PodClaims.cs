using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Kubernetes.Client;

namespace Ramus.Node.Pods;

/// <summary>The resource claims of a pod: claims that it names, and claims created for it from templates.</summary>
internal sealed record PodClaims(IReadOnlyList<string> Names, ExtendedResourceClaim? Extended)
{
    /// <summary>Reads the claims of a pod; null when it has no claims.</summary>
    public static PodClaims? From(JsonElement pod)
    {
        // A status entry without a name means that no claim was needed.
        List<string> names = [.. pod.ItemsAt("status", "resourceClaimStatuses")
            .Select(status => status.TextAt("resourceClaimName")).OfType<string>()];
        names.AddRange(pod.ItemsAt("spec", "resourceClaims")
            .Select(claim => claim.TextAt("resourceClaimName")).OfType<string>().Except(names).ToList());

        var extended = pod.TryFind(out var status, "status", "extendedResourceClaimStatus")
            ? ExtendedResourceClaim.From(status)
            : null;
        return names.Count == 0 && extended is null ? null : new PodClaims(names, extended);
    }
}
