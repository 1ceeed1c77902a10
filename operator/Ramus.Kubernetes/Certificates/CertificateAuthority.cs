using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ramus.Kubernetes.Certificates;

/// <summary>A small in-memory certificate authority (ECDSA P-256) that signs serving certificates.</summary>
public sealed class CertificateAuthority : IDisposable
{
    // Nodes' clocks differ: a node whose clock is behind would refuse a certificate that is valid from now.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    private readonly X509Certificate2 certificate;
    private readonly TimeProvider time;

    private CertificateAuthority(X509Certificate2 certificate, TimeProvider time)
    {
        this.certificate = certificate;
        this.time = time;
    }

    /// <summary>The authority's own certificate, which clients trust.</summary>
    public string CertificatePem => certificate.ExportCertificatePem() + "\n";

    /// <summary>The authority's key as PKCS #8, for <see cref="Load"/>.</summary>
    public string PrivateKeyPem
    {
        get
        {
            using var key = certificate.GetECDsaPrivateKey()!;
            return key.ExportPkcs8PrivateKeyPem() + "\n";
        }
    }

    /// <summary>Creates an authority with a new key.</summary>
    public static CertificateAuthority Create(string commonName, TimeSpan lifetime, TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Subject(commonName), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var now = time.GetUtcNow();
        return new CertificateAuthority(request.CreateSelfSigned(now - ClockSkew, now + lifetime), time);
    }

    /// <summary>
    /// Loads an authority from PEM. Throws <see cref="CryptographicException"/> when certificate and key do not match.
    /// </summary>
    public static CertificateAuthority Load(string certificatePem, string privateKeyPem, TimeProvider? time = null) =>
        new(X509Certificate2.CreateFromPem(certificatePem, privateKeyPem), time ?? TimeProvider.System);

    /// <summary>
    /// Signs a serving certificate for the names (DNS names or IP addresses); the first is its common name.
    /// </summary>
    public ServingCertificate IssueServing(IReadOnlyList<string> names, TimeSpan lifetime)
    {
        ArgumentOutOfRangeException.ThrowIfZero(names.Count);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Subject(names[0]), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(this.certificate, true, false));
        request.CertificateExtensions.Add(AlternativeNames(names));

        var now = time.GetUtcNow();
        var end = Min(now + lifetime, new DateTimeOffset(this.certificate.NotAfter));
        var start = Max(now - ClockSkew, new DateTimeOffset(this.certificate.NotBefore));
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7f;
        using var certificate = request.Create(this.certificate, start, end, serial);
        return new ServingCertificate(
            certificate.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    public void Dispose() => certificate.Dispose();

    private static X500DistinguishedName Subject(string commonName)
    {
        // X.520 allows 64 characters; a longer service name is only in the alternative names.
        var builder = new X500DistinguishedNameBuilder();
        builder.AddCommonName(commonName.Length <= 64 ? commonName : commonName[..64]);
        return builder.Build();
    }

    private static X509Extension AlternativeNames(IReadOnlyList<string> names)
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
            {
                builder.AddIpAddress(address);
            }
            else
            {
                builder.AddDnsName(name);
            }
        }

        return builder.Build();
    }

    private static DateTimeOffset Min(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static DateTimeOffset Max(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
