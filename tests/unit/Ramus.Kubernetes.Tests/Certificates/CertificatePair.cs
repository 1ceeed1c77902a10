using System.Security.Cryptography.X509Certificates;
using Ramus.Kubernetes.Certificates;

namespace Ramus.Kubernetes.Tests.Certificates;

/// <summary>A pair in the form that .NET's TLS server takes.</summary>
internal static class CertificatePair
{
    public static X509Certificate2 Load(ServingCertificate pair)
    {
        using var fromPem = X509Certificate2.CreateFromPem(pair.CertificatePem, pair.PrivateKeyPem);

        // Some TLS paths refuse the ephemeral key of a PEM; a round trip through PKCS#12 gives it a home.
        return X509CertificateLoader.LoadPkcs12(fromPem.Export(X509ContentType.Pkcs12), null);
    }
}
