using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ramus.Webhook.Certificates;

/// <summary>
/// Judges the certificates of callers by the authorities of a file, which is read again when it changes.
/// </summary>
internal sealed class ClientAuthority(string file)
{
    private X509Certificate2Collection roots = [];
    private string? text;

    public bool IsAsked => file.Length > 0;

    /// <summary>Why no caller can be let in, or null.</summary>
    public string? NotReadyReason =>
        IsAsked && Roots().Count == 0 ? $"no certificate of an authority in {file}, by which callers are judged" : null;

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
            // Not its time: in a mounted Secret the name is a link that never changes.
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
            // The last good ones stay.
        }

        return Volatile.Read(ref roots);
    }
}
