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

/// <summary>Composes the program: certificate, caches, rules, and the HTTPS endpoint.</summary>
internal static class WebhookServer
{
    private const double LeastBytesPerSecond = 16 * 1024;
    private static readonly TimeSpan RequestGrace = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ResponseGrace = TimeSpan.FromSeconds(5);

    /// <summary>Builds the program without starting it. The caller disposes the client.</summary>
    public static WebApplication Build(WebhookOptions options, IKubernetes client, TimeProvider? time = null)
    {
        // The empty builder reads no configuration files, whose watches would use inotify instances of the node.
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
        Map(app, app.Services.GetRequiredService<ReviewEndpoint>(), app.Services.GetServices<IReview>());
        return app;
    }

    /// <summary>Maps the path of each review to the endpoint.</summary>
    internal static void Map(WebApplication app, ReviewEndpoint endpoint, IEnumerable<IReview> reviews)
    {
        foreach (var review in reviews)
        {
            app.MapPost(review.Path, context => endpoint.HandleAsync(context, review));
        }
    }

    /// <summary>Limits the time and data rate of requests.</summary>
    internal static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
        // An API server sends a review and reads the answer without pauses, so a slow connection is not an API server.
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(LeastBytesPerSecond, RequestGrace);
        kestrel.Limits.MinResponseDataRate = new MinDataRate(LeastBytesPerSecond, ResponseGrace);
        // ReviewBody enforces the limit and answers with a message; Kestrel discards the rest of a longer body.
        kestrel.Limits.MaxRequestBodySize = null;
    }

    /// <summary>Limits connections, before TLS.</summary>
    internal static void Count(ListenOptions listen, ConnectionTable table)
    {
        // API servers use HTTP/1.1 for webhooks. HTTP/2 would offer a caller many more ways to waste the server's time.
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(next => connection => table.ServeAsync(connection, next));
    }

    private static void Observe(IServiceProvider services)
    {
        var metrics = services.GetRequiredService<WebhookMetrics>();
        var certificates = services.GetRequiredService<CertificateStore>();
        var networks = services.GetRequiredService<Reflector<CachedNetwork>>();
        metrics.Observe(
            "ramus.webhook.certificate.expiry.timestamp", "s",
            "Expiry time of the serving certificate, in seconds since the Unix epoch; 0 without a certificate.",
            () => certificates.Current?.Expiry.ToUnixTimeSeconds() ?? 0);
        var policy = services.GetRequiredService<PolicyFile>();
        metrics.Observe(
            "ramus.webhook.policy.usable", null,
            "1 while the policy file is in force or missing; 0 while it is broken.",
            () => policy.Problem is null ? 1 : 0);
        metrics.Observe(
            "ramus.webhook.networks", null, "Networks in the cache.", () => networks.Cache.Count);
        metrics.Observe(
            "ramus.webhook.api.contact.timestamp", "s",
            "Time of the API server's last answer, in seconds since the Unix epoch; 0 before the first answer.",
            () => networks.LastContact?.ToUnixTimeSeconds() ?? 0);
    }

    private static void Listen(KestrelServerOptions kestrel, WebhookOptions options)
    {
        Limit(kestrel);
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
        Count(listen, table);
        listen.UseHttps(new HttpsConnectionAdapterOptions
        {
            HandshakeTimeout = TimeSpan.FromSeconds(5),
            // Kestrel requires a selector, but OnAuthenticate replaces it: with a selector, the certificate would be
            // prepared again for each connection. The callback for whole handshakes is not used, because it reports
            // bytes that are not a ClientHello as an internal error.
            ServerCertificateSelector = (_, _) => null,
            OnAuthenticate = (_, handshake) => handshakes.Prepare(handshake),
        });
    }
}
