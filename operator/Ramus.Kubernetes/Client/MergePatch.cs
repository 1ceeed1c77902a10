using System.Text.Json;
using k8s;

namespace Ramus.Kubernetes.Client;

/// <summary>
/// JSON merge patch (RFC 7386): for small changes of an object or of a subresource such as pods/status.
/// </summary>
public static class MergePatch
{
    /// <summary>Patches the object or subresource at the path. Throws <see cref="ApiException"/>.</summary>
    /// <remarks>
    /// A metadata.uid in the patch makes the server refuse (409) when the name belongs to a newer object.
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
