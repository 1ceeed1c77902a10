using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ramus.Webhook.Certificates;

/// <summary>One certificate with its key and chain, prepared for handshakes.</summary>
internal sealed class LoadedCertificate
{
    private LoadedCertificate(X509Certificate2 leaf, X509Certificate2Collection issuers)
    {
        // Prepared once: otherwise SslStream would build a chain for each connection, and might use the network for it.
        Context = SslStreamCertificateContext.Create(leaf, issuers, offline: true);
        Subject = leaf.Subject;
        SerialNumber = leaf.SerialNumber;
        Start = new DateTimeOffset(leaf.NotBefore.ToUniversalTime(), TimeSpan.Zero);
        Expiry = new DateTimeOffset(leaf.NotAfter.ToUniversalTime(), TimeSpan.Zero);
    }

    public SslStreamCertificateContext Context { get; }

    public string Subject { get; }

    public string SerialNumber { get; }

    public DateTimeOffset Start { get; }

    public DateTimeOffset Expiry { get; }

    /// <summary>Why no caller accepts the certificate now; null when it is valid.</summary>
    public string? WhyRefused(DateTimeOffset now) =>
        Expiry <= now ? $"expired at {Expiry:u}"
        : Start > now ? $"is not valid before {Start:u}"
        : null;

    /// <summary>Reads a PEM pair; the first certificate is the server's, the others are its issuers.</summary>
    /// <exception cref="FormatException">The pair cannot be used; the message has the reason.</exception>
    public static LoadedCertificate FromPem(string certificates, string key, DateTimeOffset now)
    {
        X509Certificate2? leaf = null;
        try
        {
            leaf = X509Certificate2.CreateFromPem(certificates, key);
            var issuers = new X509Certificate2Collection();
            issuers.ImportFromPem(certificates);
            issuers.RemoveAt(0);
            var loaded = new LoadedCertificate(leaf, issuers);
            return loaded.WhyRefused(now) is { } reason
                ? throw new FormatException($"the certificate {reason}")
                : loaded;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or FormatException)
        {
            leaf?.Dispose();
            throw new FormatException(e.Message.TrimEnd('.'), e);
        }
    }
}
