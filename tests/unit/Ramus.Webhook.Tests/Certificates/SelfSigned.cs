using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ramus.Webhook.Tests.Certificates;

/// <summary>Self-signed pairs with any period of validity.</summary>
internal static class SelfSigned
{
    public static (string Certificate, string Key) Pair(DateTimeOffset start, DateTimeOffset end)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=self", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(start, end);
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}
