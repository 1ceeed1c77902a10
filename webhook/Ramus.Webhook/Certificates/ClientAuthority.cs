using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ramus.Webhook.Certificates;

/// <summary>
/// Verifies the certificates of callers with the authorities of a file, which is reloaded when it changes.
/// </summary>
internal sealed class ClientAuthority(string file)
{
    private X509Certificate2Collection roots = [];
    private string? text;

    public bool IsAsked => file.Length > 0;

    /// <summary>Why no caller can be accepted; null when callers can.</summary>
    public string? NotReadyReason =>
        IsAsked && Roots().Count == 0 ? $"{file} has no CA certificate to verify callers with" : null;

    public bool Accepts(X509Certificate? certificate)
    {
        if (certificate is not X509Certificate2 presented)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.CustomTrustStore.AddRange(Roots());
        // Client authentication.
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.2"));
        return chain.Build(presented);
    }

    private X509Certificate2Collection Roots()
    {
        try
        {
            // Compare the content, not the time: in a mounted Secret the file is a link that never changes.
            var present = File.ReadAllText(file);
            if (present != Volatile.Read(ref text))
            {
                var fresh = new X509Certificate2Collection();
                fresh.ImportFromPem(present);
                if (fresh.Count > 0)
                {
                    Volatile.Write(ref roots, fresh);
                    Volatile.Write(ref text, present);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            // The last readable authorities stay in use.
        }

        return Volatile.Read(ref roots);
    }
}
