using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using k8s;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Ramus.Kubernetes.Certificates;
using Ramus.Kubernetes.Health;
using Ramus.Kubernetes.Logging;
using Ramus.Webhook.Certificates;
using Ramus.Webhook.Hosting;
using Ramus.Webhook.Options;

namespace Ramus.Webhook.Tests.Serving;

/// <summary>The real server over real TLS, with its own authority and a fake API server.</summary>
internal sealed class WebhookUnderTest : IAsyncDisposable
{
    private readonly IKubernetes client;
    private readonly WebApplication application;
    private readonly DirectoryInfo directory;

    private WebhookUnderTest(WebhookApi api, DirectoryInfo directory, WebhookOptions options)
    {
        Api = api;
        this.directory = directory;
        client = api.CreateClient();
        application = WebhookServer.Build(options with { CertificateDirectory = directory.FullName }, client);
    }

    public WebhookApi Api { get; }

    public CertificateAuthority Authority { get; } =
        CertificateAuthority.Create("test authority", TimeSpan.FromDays(1));

    public string CertificateDirectory => directory.FullName;

    public CertificateStore Certificates => application.Services.GetRequiredService<CertificateStore>();

    public Uri Address => new(application.Urls.Single().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal));

    public Uri Health => application.Services.GetRequiredService<HealthServer>().Address!;

    public static WebhookOptions Options { get; } = new()
    {
        BindAddress = IPAddress.Loopback,
        Port = 0,
        HealthPort = 0,
        PrometheusPort = 0,
        CertificatePoll = TimeSpan.FromMilliseconds(50),
        Drain = TimeSpan.Zero,
        LookupTimeout = Patience.Limit,
        ReviewTimeout = Patience.Limit,
        Log = new LogSettings { Level = Microsoft.Extensions.Logging.LogLevel.Error },
    };

    /// <summary>Starts the server, by default with a certificate; then it is ready on return.</summary>
    public static async Task<WebhookUnderTest> StartAsync(
        Action<WebhookApi>? arrange = null, WebhookOptions? options = null, bool withCertificate = true)
    {
        var api = await WebhookApi.StartAsync();
        arrange?.Invoke(api);
        var webhook = new WebhookUnderTest(api, Directory.CreateTempSubdirectory("ramus-webhook-"), options ?? Options);
        if (withCertificate)
        {
            webhook.WriteCertificate();
            webhook.Certificates.Refresh();
        }

        await webhook.application.StartAsync(TestContext.Current.CancellationToken);
        if (withCertificate && api.IsUp)
        {
            await webhook.ReadyAsync();
        }

        return webhook;
    }

    public Task StopAsync() => application.StopAsync(TestContext.Current.CancellationToken);

    public ServingCertificate WriteCertificate(TimeSpan? lifetime = null)
    {
        var pair = Authority.IssueServing(
            ["ramus-webhook.ramus-system.svc", "127.0.0.1"], lifetime ?? TimeSpan.FromHours(1));
        WriteCertificate(pair.CertificatePem, pair.PrivateKeyPem);
        return pair;
    }

    public void WriteCertificate(string certificatePem, string keyPem)
    {
        File.WriteAllText(Path.Combine(CertificateDirectory, "tls.crt"), certificatePem);
        File.WriteAllText(Path.Combine(CertificateDirectory, "tls.key"), keyPem);
    }

    /// <summary>A client that trusts only the test authority, and checks the name.</summary>
    public HttpClient Connect(Version? version = null, Action<string>? onCertificate = null)
    {
        var root = X509Certificate2.CreateFromPem(Authority.CertificatePem);
        var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
                {
                    onCertificate?.Invoke(((X509Certificate2)certificate!).SerialNumber);
                    return errors == SslPolicyErrors.None;
                },
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    RevocationMode = X509RevocationMode.NoCheck,
                    CustomTrustStore = { root },
                },
            },
        };
        return new HttpClient(handler)
        {
            BaseAddress = Address,
            DefaultRequestVersion = version ?? HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    public static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    public async Task<(HttpStatusCode Status, string Text)> ReadinessAsync() => await GetHealthAsync("readyz");

    /// <summary>Waits until the server is ready.</summary>
    public Task ReadyAsync() => Eventually.HoldsAsync(
        async () => (await ReadinessAsync()).Status == HttpStatusCode.OK, "the webhook is ready");

    /// <summary>Waits until the readiness report contains a text.</summary>
    public Task SaysAsync(string reason) => Eventually.HoldsAsync(
        async () => (await ReadinessAsync()).Text.Contains(reason, StringComparison.Ordinal), reason);

    public async Task<(HttpStatusCode Status, string Text)> GetHealthAsync(string path)
    {
        using var http = new HttpClient();
        var server = application.Services.GetRequiredService<HealthServer>();
        var address = path == "metrics" ? server.MetricsAddress! : server.Address!;
        using var response = await http.GetAsync(new Uri(address, path), TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await application.StopAsync(CancellationToken.None);
        await application.DisposeAsync();
        client.Dispose();
        Authority.Dispose();
        await Api.DisposeAsync();
        directory.Delete(recursive: true);
    }
}
