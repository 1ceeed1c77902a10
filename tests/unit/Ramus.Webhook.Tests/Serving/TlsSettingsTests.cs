using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Ramus.Contract.Admission;
using Ramus.Webhook.Options;
using Ramus.Webhook.Tests.Certificates;

namespace Ramus.Webhook.Tests.Serving;

public sealed class TlsSettingsTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("ramus-webhook-ca-");

    [Fact]
    public async Task With_a_higher_minimum_the_lower_version_is_refused()
    {
        await using var webhook = await WebhookUnderTest.StartAsync(
            options: WebhookUnderTest.Options with { TlsMinimum = SslProtocols.Tls13 });

        await Should.ThrowAsync<Exception>(() => HandshakeAsync(webhook, SslProtocols.Tls12));
        (await HandshakeAsync(webhook, SslProtocols.Tls13)).ShouldBe(SslProtocols.Tls13);
    }

    [Fact]
    public async Task Only_the_given_suites_are_spoken()
    {
        await using var webhook = await WebhookUnderTest.StartAsync(options: WebhookUnderTest.Options with
        {
            CipherSuites = [TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384],
        });

        await Should.ThrowAsync<Exception>(() => HandshakeAsync(
            webhook, SslProtocols.Tls12, TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256));
        (await HandshakeAsync(webhook, SslProtocols.Tls12, TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384))
            .ShouldBe(SslProtocols.Tls12);
    }

    [Fact]
    public async Task A_caller_needs_a_certificate_by_the_given_authority()
    {
        using var authority = ClientCertificates.Authority("callers");
        using var stranger = ClientCertificates.Authority("strangers");
        await using var webhook = await WebhookUnderTest.StartAsync(options: AskingFor(authority));
        using var known = ClientCertificates.Caller(authority);
        using var unknown = ClientCertificates.Caller(stranger);

        (await StatusAsync(webhook, known)).ShouldBe(HttpStatusCode.OK);
        await Should.ThrowAsync<HttpRequestException>(() => StatusAsync(webhook, unknown));
        await Should.ThrowAsync<HttpRequestException>(() => StatusAsync(webhook, null));
    }

    [Fact]
    public async Task Without_the_authoritys_file_the_program_is_not_ready()
    {
        await using var webhook = await WebhookUnderTest.StartAsync(
            options: WebhookUnderTest.Options with { ClientCaFile = Path.Combine(directory.FullName, "none") },
            withCertificate: false);
        webhook.WriteCertificate();

        await webhook.SaysAsync("has no CA certificate to verify callers with");
    }

    public void Dispose() => directory.Delete(recursive: true);

    private WebhookOptions AskingFor(X509Certificate2 authority)
    {
        var file = Path.Combine(directory.FullName, "ca.crt");
        File.WriteAllText(file, authority.ExportCertificatePem());
        return WebhookUnderTest.Options with { ClientCaFile = file };
    }

    private static async Task<HttpStatusCode> StatusAsync(WebhookUnderTest webhook, X509Certificate2? caller)
    {
        using var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null,
                ClientCertificates = caller is null ? null : [caller],
                LocalCertificateSelectionCallback = (_, _, _, _, _) => caller!,
            },
        };
        using var http = new HttpClient(handler) { BaseAddress = webhook.Address };
        using var content = WebhookUnderTest.Json(Review.OfPod(null).ToJsonString());
        using var answer = await http.PostAsync(WebhookPaths.Pods, content, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static async Task<SslProtocols> HandshakeAsync(
        WebhookUnderTest webhook, SslProtocols protocol, params TlsCipherSuite[] suites)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, webhook.Address.Port, TestContext.Current.CancellationToken);
        await using var tls = new SslStream(tcp.GetStream(), false, (_, certificate, _, _) => certificate is not null);
        var options = new SslClientAuthenticationOptions { TargetHost = "127.0.0.1", EnabledSslProtocols = protocol };
        if (suites.Length > 0 && OperatingSystem.IsLinux())
        {
            options.CipherSuitesPolicy = new CipherSuitesPolicy(suites);
        }

        await tls.AuthenticateAsClientAsync(options, TestContext.Current.CancellationToken);
        return tls.SslProtocol;
    }
}
