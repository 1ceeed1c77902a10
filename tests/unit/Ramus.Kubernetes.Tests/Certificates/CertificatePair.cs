using System.Security.Cryptography.X509Certificates;
using Ramus.Kubernetes.Certificates;

namespace Ramus.Kubernetes.Tests.Certificates;

/// <summary>A certificate with its key in the form that .NET's TLS server accepts.</summary>
internal static class CertificatePair
{
    public static X509Certificate2 Load(ServingCertificate pair)
    {
        using var fromPem = X509Certificate2.CreateFromPem(pair.CertificatePem, pair.PrivateKeyPem);

        // Some TLS code refuses the ephemeral key of a PEM; a round trip through PKCS#12 makes it persistent.
        return X509CertificateLoader.LoadPkcs12(fromPem.Export(X509ContentType.Pkcs12), null);
    }
}
