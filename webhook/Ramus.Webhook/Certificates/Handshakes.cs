using System.Net.Security;
using System.Security.Authentication;
using Ramus.Webhook.Hosting;

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
        options.CipherSuites.Count > 0 ? new CipherSuitesPolicy(options.CipherSuites) : null;
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
}
