using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ramus.Kubernetes.Certificates;

/// <summary>A TLS server's certificate and private key, as PEM.</summary>
public sealed record ServingCertificate(string CertificatePem, string PrivateKeyPem)
{
    /// <summary>
    /// The pair in a form that a TLS server takes. Throws <see cref="CryptographicException"/> when it is none.
    /// </summary>
    public X509Certificate2 ToCertificate()
    {
        using var fromPem = X509Certificate2.CreateFromPem(CertificatePem, PrivateKeyPem);

        // Some TLS paths refuse the ephemeral key of a PEM; a round trip through PKCS#12 gives it a home.
        return X509CertificateLoader.LoadPkcs12(fromPem.Export(X509ContentType.Pkcs12), null);
    }
}
