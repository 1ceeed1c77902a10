using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Kubernetes.Client;

namespace Ramus.Node.Pods;

/// <summary>
/// The ResourceClaim that the scheduler created for a pod whose extended resources are devices of a DRA driver: the
/// mapping from the claim's requests to the resources.
/// </summary>
internal sealed record ExtendedResourceClaim(string Name, IReadOnlyList<(string Request, string Resource)> Mappings)
{
    internal static ExtendedResourceClaim? From(JsonElement status)
    {
        if (status.TextAt("resourceClaimName") is not { } name)
        {
            return null;
        }

        return new ExtendedResourceClaim(name, [.. status.ItemsAt("requestMappings").Select(
            mapping => (mapping.TextAt("requestName") ?? "", mapping.TextAt("resourceName") ?? ""))]);
    }
}
