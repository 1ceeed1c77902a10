using System.Text;
using System.Text.Json;
using k8s;
using Ramus.Contract.Admission;
using Ramus.Kubernetes.Client;

namespace Ramus.Webhook.Certificates;

/// <summary>
/// The Secret with the certificate, from the API server. At the installation, the Secret is created after the pod, and
/// the kubelet then takes up to 90 seconds to put it into the mounted directory.
/// </summary>
/// <param name="client">The API server.</param>
/// <param name="key">The Secret's namespace and name.</param>
internal sealed class SecretCertificate(IKubernetes client, ObjectKey key)
{
    private readonly string path = ResourceType.Secrets.ObjectPath(key.Namespace, key.Name);

    /// <summary>
    /// Both PEM texts; null while there is no such Secret, it has no such keys, or the API server does not answer.
    /// </summary>
    /// <exception cref="FormatException">A value is not in base64.</exception>
    public async Task<(string Certificates, string Key)?> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await client.FindJsonAsync(path, cancellationToken) is { } secret
                && Text(secret, ServingSecret.Certificate) is { } certificates
                && Text(secret, ServingSecret.PrivateKey) is { } privateKey
                    ? (certificates, privateKey)
                    : null;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested
            && e is IOException or HttpRequestException or TimeoutException or JsonException
                or OperationCanceledException)
        {
            // The next look at the directory or at the Secret may succeed; readiness names the missing files.
            return null;
        }
    }

    private static string? Text(JsonElement secret, string name) =>
        secret.TextAt("data", name) is { } encoded ? Encoding.UTF8.GetString(Convert.FromBase64String(encoded)) : null;
}
