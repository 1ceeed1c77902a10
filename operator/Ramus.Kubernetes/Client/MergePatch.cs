using System.Text.Json;
using k8s;

namespace Ramus.Kubernetes.Client;

/// <summary>
/// JSON merge patch (RFC 7386), for small changes to an object or a subresource such as pods/status.
/// </summary>
public static class MergePatch
{
    /// <summary>Patches the object or subresource at the path. Throws <see cref="ApiException"/>.</summary>
    /// <remarks>
    /// With a metadata.uid in the patch, the server refuses it (409) when the object was deleted and recreated.
    /// </remarks>
    public static Task<JsonElement> MergePatchAsync(
        this IKubernetes client, string path, ReadOnlyMemory<byte> json, string fieldManager,
        CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(fieldManager);
        return client.SendJsonAsync(
            HttpMethod.Patch, $"{path}?fieldManager={Uri.EscapeDataString(fieldManager)}", json,
            "application/merge-patch+json", cancellationToken);
    }
}
