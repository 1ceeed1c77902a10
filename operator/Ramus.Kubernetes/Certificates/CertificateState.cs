using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ramus.Kubernetes.Certificates;

/// <summary>Checks a stored serving certificate: whether it is usable, until when, and when to renew it.</summary>
public sealed record CertificateState
{
    /// <summary>The reason why the certificate must be replaced at once; null when it is usable.</summary>
    public string? Defect { get; private init; }

    /// <summary>Start of the certificate's validity; the default value when it cannot be read.</summary>
    public DateTimeOffset NotBefore { get; private init; }

    /// <summary>End of the certificate's validity; the default value when it cannot be read.</summary>
    public DateTimeOffset NotAfter { get; private init; }

    /// <summary>The time of renewal, after two thirds of the validity.</summary>
    public DateTimeOffset RenewAt => NotBefore + ((NotAfter - NotBefore) * 2 / 3);

    /// <summary>
    /// Checks that the key matches, that a CA of the bundle signed the certificate, that it is valid now and that it
    /// has all the names.
    /// </summary>
    public static CertificateState Judge(
        string? caBundlePem, string? certificatePem, string? privateKeyPem, IReadOnlyList<string> names,
        TimeProvider time)
    {
        if (string.IsNullOrWhiteSpace(caBundlePem) || string.IsNullOrWhiteSpace(certificatePem)
            || string.IsNullOrWhiteSpace(privateKeyPem))
        {
            return new CertificateState { Defect = "ca.crt, tls.crt or tls.key is missing" };
        }

        try
        {
            using var certificate = X509Certificate2.CreateFromPem(certificatePem, privateKeyPem);
            var roots = new X509Certificate2Collection();
            roots.ImportFromPem(caBundlePem);
            return new CertificateState
            {
                NotBefore = certificate.NotBefore,
                NotAfter = certificate.NotAfter,
                Defect = DefectOf(certificate, roots, names, time.GetUtcNow()),
            };
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return new CertificateState
            {
                Defect = $"tls.crt and tls.key are not a PEM certificate with its key: {e.Message}",
            };
        }
    }

    private static string? DefectOf(
        X509Certificate2 certificate, X509Certificate2Collection roots, IReadOnlyList<string> names, DateTimeOffset now)
    {
        if (now < certificate.NotBefore || now >= certificate.NotAfter)
        {
            return $"the certificate is valid only from {certificate.NotBefore:O} to {certificate.NotAfter:O}";
        }

        if (names.FirstOrDefault(name => !certificate.MatchesHostname(name, true, false)) is { } missing)
        {
            return $"the certificate does not have the name {missing}";
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.VerificationTime = now.LocalDateTime;
        chain.ChainPolicy.VerificationTimeIgnored = false;
        return chain.Build(certificate)
            ? null
            : $"the certificate is not signed by ca.crt: {chain.ChainStatus.FirstOrDefault().StatusInformation}";
    }
}
