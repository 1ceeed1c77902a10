using System.Net.Security;
using System.Security.Authentication;
using Ramus.Webhook.Options;

namespace Ramus.Webhook.Certificates;

/// <summary>How each new connection is secured: the certificate as it is now, and what the settings ask for.</summary>
internal sealed class Handshakes(WebhookOptions options, CertificateStore certificates, ClientAuthority clients)
{
    private readonly SslProtocols protocols = options.TlsMinimum == SslProtocols.Tls13
        ? SslProtocols.Tls13
        : SslProtocols.Tls12 | SslProtocols.Tls13;

    // The constructor knows no suites on platforms other than Linux and macOS.
#pragma warning disable CA1416
    private readonly CipherSuitesPolicy? suites =
        options.CipherSuites.Count > 0 ? new CipherSuitesPolicy(WithThoseOfTls13(options.CipherSuites)) : null;
#pragma warning restore CA1416

    /// <exception cref="AuthenticationException">There is no certificate to serve with.</exception>
    public void Prepare(SslServerAuthenticationOptions handshake)
    {
        handshake.ServerCertificateSelectionCallback = null;
        handshake.ServerCertificateContext = certificates.Current?.Context
            ?? throw new AuthenticationException("there is no serving certificate yet");
        handshake.EnabledSslProtocols = protocols;
        handshake.CipherSuitesPolicy = suites;
        if (clients.IsAsked)
        {
            handshake.ClientCertificateRequired = true;
            handshake.RemoteCertificateValidationCallback = (_, certificate, _, _) => clients.Accepts(certificate);
        }
    }

    /// <summary>
    /// As with kube-apiserver the list is about TLS 1.2: where it names none of TLS 1.3, all of those stay. (The
    /// platform would not even speak TLS 1.2 then.)
    /// </summary>
    private static IEnumerable<TlsCipherSuite> WithThoseOfTls13(IReadOnlyList<TlsCipherSuite> listed)
    {
        TlsCipherSuite[] newer =
        [
            TlsCipherSuite.TLS_AES_128_GCM_SHA256,
            TlsCipherSuite.TLS_AES_256_GCM_SHA384,
            TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256,
        ];
        return listed.Any(newer.Contains) ? listed : listed.Concat(newer);
    }
}
