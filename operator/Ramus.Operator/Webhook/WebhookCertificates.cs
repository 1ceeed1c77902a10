using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Ramus.Contract.Admission;
using Ramus.Kubernetes.Certificates;
using Ramus.Kubernetes.Client;
using Ramus.Operator.Objects;

namespace Ramus.Operator.Webhook;

/// <summary>
/// The content of the webhook's TLS Secret. Pure except for the generation of keys.
/// </summary>
internal sealed record WebhookCertificates(string CaBundle, string Certificate, string PrivateKey)
{
    // Two earlier authorities cover a second renewal before the webhook has loaded the first new certificate.
    private const int EarlierAuthorities = 2;

    /// <summary>Reads the Secret; a value that is missing or not base64 becomes "".</summary>
    internal static WebhookCertificates Of(JsonElement? secret) =>
        new(
            Data(secret, ServingSecret.Authority), Data(secret, ServingSecret.Certificate),
            Data(secret, ServingSecret.PrivateKey));

    internal CertificateState Judge(WebhookSettings settings, TimeProvider time) =>
        CertificateState.Judge(CaBundle, Certificate, PrivateKey, settings.RequiredNames, time);

    /// <summary>
    /// Creates an authority, whose key is discarded at once, and a serving certificate signed by it. The bundle also
    /// keeps the authorities of the given bundles: the webhook serves the old certificate until its volume is
    /// refreshed.
    /// </summary>
    internal static WebhookCertificates Make(
        WebhookSettings settings, TimeProvider time, params string[] earlierBundles)
    {
        using var authority = CertificateAuthority.Create(
            $"{settings.Service}.{settings.Namespace} CA", settings.CertificateLifetime, time);
        var serving = authority.IssueServing(settings.ServerNames, settings.CertificateLifetime);
        var earlier = earlierBundles.SelectMany(bundle => Valid(bundle, time)).Distinct().Take(EarlierAuthorities);
        return new WebhookCertificates(
            string.Concat(earlier.Prepend(authority.CertificatePem)), serving.CertificatePem, serving.PrivateKeyPem);
    }

    internal byte[] ToSecretJson(WebhookSettings settings) => JsonBody.Write(json =>
    {
        json.WriteString("apiVersion", "v1");
        json.WriteString("kind", "Secret");
        json.WriteStartObject("metadata");
        json.WriteString("name", settings.Secret);
        json.WriteString("namespace", settings.Namespace);
        json.WriteStartObject("labels");
        json.WriteString(Installation.MakerLabel, OperatorNames.FieldManager);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("type", "kubernetes.io/tls");
        json.WriteStartObject("data");
        json.WriteBase64String(ServingSecret.Authority, Encoding.UTF8.GetBytes(CaBundle));
        json.WriteBase64String(ServingSecret.Certificate, Encoding.UTF8.GetBytes(Certificate));
        json.WriteBase64String(ServingSecret.PrivateKey, Encoding.UTF8.GetBytes(PrivateKey));
        json.WriteEndObject();
    });

    private static IEnumerable<string> Valid(string bundle, TimeProvider time)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(bundle);
        }
        catch (CryptographicException)
        {
            // An unreadable bundle contains no authority to keep.
            return [];
        }

        var now = time.GetUtcNow();
        return [.. certificates.Where(c => c.NotAfter > now).Select(c => c.ExportCertificatePem() + "\n")];
    }

    private static string Data(JsonElement? secret, string key)
    {
        var text = secret?.TextAt("data", key) ?? "";
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length) : "";
    }
}
