using System.Text.Json;
using k8s;

namespace Ramus.Kubernetes.Client;

/// <summary>Server-side apply: sets and owns the given fields, and leaves all other fields unchanged.</summary>
public static class ServerSideApply
{
    /// <summary>
    /// Applies the object (complete JSON with apiVersion, kind and metadata.name) at its path. Throws
    /// <see cref="ApiException"/>.
    /// </summary>
    public static Task<JsonElement> ApplyAsync(
        this IKubernetes client, string path, ReadOnlyMemory<byte> json, string fieldManager,
        CancellationToken cancellationToken, bool force = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(fieldManager);
        var query = $"?fieldManager={Uri.EscapeDataString(fieldManager)}&force={(force ? "true" : "false")}";

        // The API requires the YAML content type for an apply. JSON is valid YAML.
        return client.SendJsonAsync(
            HttpMethod.Patch, path + query, json, "application/apply-patch+yaml", cancellationToken);
    }
}
