using System.Text.Json;
using Ramus.Contract.Json;
using Ramus.Kubernetes.Client;

namespace Ramus.Node.Pods;

/// <summary>
/// The claim that the scheduler made for a pod whose extended resources are devices of a driver: which request of the
/// claim stands for which resource.
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
