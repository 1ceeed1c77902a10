using System.Net.Security;
using System.Security.Authentication;
using Ramus.Webhook.Options;

namespace Ramus.Webhook.Certificates;

/// <summary>The TLS options for each new connection: the current certificate, and the configured protocols.</summary>
internal sealed class Handshakes(WebhookOptions options, CertificateStore certificates, ClientAuthority clients)
{
    private readonly SslProtocols protocols = options.TlsMinimum == SslProtocols.Tls13
        ? SslProtocols.Tls13
        : SslProtocols.Tls12 | SslProtocols.Tls13;

    // The constructor is supported on Linux and macOS only.
#pragma warning disable CA1416
    private readonly CipherSuitesPolicy? suites =
        options.CipherSuites.Count > 0 ? new CipherSuitesPolicy(WithThoseOfTls13(options.CipherSuites)) : null;
#pragma warning restore CA1416

    /// <exception cref="AuthenticationException">No serving certificate was loaded yet.</exception>
    public void Prepare(SslServerAuthenticationOptions handshake)
    {
        handshake.ServerCertificateSelectionCallback = null;
        handshake.ServerCertificateContext = certificates.Current?.Context
            ?? throw new AuthenticationException("no serving certificate was loaded yet");
        handshake.EnabledSslProtocols = protocols;
        handshake.CipherSuitesPolicy = suites;
        if (clients.IsAsked)
        {
            handshake.ClientCertificateRequired = true;
            handshake.RemoteCertificateValidationCallback = (_, certificate, _, _) => clients.Accepts(certificate);
        }
    }

    /// <summary>
    /// As with kube-apiserver, the list is about TLS 1.2: if it contains no suite of TLS 1.3, all suites of TLS 1.3 are
    /// added. Without any of them, the platform could not even negotiate TLS 1.2.
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
