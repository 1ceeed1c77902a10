using k8s;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Ramus.Kubernetes.Connections;
using Ramus.Kubernetes.Health;
using Ramus.Kubernetes.Hosting;
using Ramus.Kubernetes.Logging;
using Ramus.Kubernetes.Watching;
using Ramus.Validation.Judging;
using Ramus.Webhook.Admission;
using Ramus.Webhook.Certificates;
using Ramus.Webhook.Networks;
using Ramus.Webhook.Options;

namespace Ramus.Webhook.Hosting;

/// <summary>Puts the parts together: certificate, cache, rules, and the HTTPS endpoint in front of them.</summary>
internal static class WebhookServer
{
    private const double LeastBytesPerSecond = 16 * 1024;
    private static readonly TimeSpan RequestGrace = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ResponseGrace = TimeSpan.FromSeconds(5);

    /// <summary>The program, not started yet. The client is not disposed with it.</summary>
    public static WebApplication Build(WebhookOptions options, IKubernetes client, TimeProvider? time = null)
    {
        // Empty, not slim: no configuration files, which would be watched and cost inotify instances of the node.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.AddProgramConsole(options.Log);
        builder.Services.AddRoutingCore();
        builder.Services.AddHealthServer(
            new HealthServerOptions(options.HealthPort, options.PrometheusPort)
            {
                Address = options.BindAddress,
                MetricsAddress = options.BindAddress,
            },
            services => services.GetRequiredService<Readiness>().Checks);
        WebhookParts.Add(builder.Services, options, client, time ?? TimeProvider.System);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().UseSmallBuffers();
        builder.WebHost.ConfigureKestrel((_, kestrel) => Listen(kestrel, options));

        var app = builder.Build();
        app.Services.GetRequiredService<CertificateStore>().Refresh();
        app.Services.GetRequiredService<PolicyWatch>().Refresh();
        WebhookParts.Follow(app.Services);
        Observe(app.Services);
        var endpoint = app.Services.GetRequiredService<ReviewEndpoint>();
        foreach (var review in app.Services.GetServices<IReview>())
        {
            app.MapPost(review.Path, context => endpoint.HandleAsync(context, review));
        }

        return app;
    }

    private static void Observe(IServiceProvider services)
    {
        var metrics = services.GetRequiredService<WebhookMetrics>();
        var certificates = services.GetRequiredService<CertificateStore>();
        var networks = services.GetRequiredService<Reflector<CachedNetwork>>();
        metrics.Observe(
            "ramus.webhook.certificate.expiry.timestamp", "s",
            "End of the serving certificate since the epoch, 0 without one.",
            () => certificates.Current?.Expiry.ToUnixTimeSeconds() ?? 0);
        var policy = services.GetRequiredService<PolicyFile>();
        metrics.Observe(
            "ramus.webhook.policy.usable", null, "1 while the policy's file is in force as it is, or there is none.",
            () => policy.Problem is null ? 1 : 0);
        metrics.Observe(
            "ramus.webhook.networks", null, "Networks in the cache.", () => networks.Cache.Count);
        metrics.Observe(
            "ramus.webhook.api.contact.timestamp", "s",
            "Last answer of the API server since the epoch, 0 before the first.",
            () => networks.LastContact?.ToUnixTimeSeconds() ?? 0);
    }

    private static void Listen(KestrelServerOptions kestrel, WebhookOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
        // An API server sends a review at once, and reads the answer at once.
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(LeastBytesPerSecond, RequestGrace);
        kestrel.Limits.MinResponseDataRate = new MinDataRate(LeastBytesPerSecond, ResponseGrace);
        // ReviewBody has the limit, and answers in words; what Kestrel reads beyond it is thrown away.
        kestrel.Limits.MaxRequestBodySize = null;
        var services = kestrel.ApplicationServices;
        var table = services.GetRequiredService<ConnectionTable>();
        var handshakes = new Handshakes(
            options, services.GetRequiredService<CertificateStore>(), services.GetRequiredService<ClientAuthority>());
        if (options.BindAddress is { } address)
        {
            kestrel.Listen(address, options.Port, listen => Secure(listen, table, handshakes));
            return;
        }

        kestrel.ListenAnyIP(options.Port, listen => Secure(listen, table, handshakes));
    }

    private static void Secure(ListenOptions listen, ConnectionTable table, Handshakes handshakes)
    {
        // API servers speak HTTP/1.1 to webhooks. The other version has many ways to make a server work for nothing.
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(next => connection => table.ServeAsync(connection, next));
        listen.UseHttps(new HttpsConnectionAdapterOptions
        {
            HandshakeTimeout = TimeSpan.FromSeconds(5),
            // Asked for by Kestrel, never used: it would prepare the certificate anew for each connection. The
            // callback for whole handshakes is no way out: bytes that are no ClientHello then fail as if it were a bug.
            ServerCertificateSelector = (_, _) => null,
            OnAuthenticate = (_, handshake) => handshakes.Prepare(handshake),
        });
    }
}
